// <sw-preview><input type="file"><canvas hidden></canvas></sw-preview> shows the middle of a chosen picture, as
// the server will cut it out. What the browser cannot read stays hidden: the server says what is wrong.
class Preview extends HTMLElement {
  connectedCallback() {
    this.addEventListener("change", () => this.show());
  }

  async show() {
    const [file] = this.querySelector("input[type=file]").files;
    const canvas = this.querySelector("canvas");
    canvas.hidden = true;
    try {
      const picture = await createImageBitmap(file);
      const side = Math.min(picture.width, picture.height);
      const left = (picture.width - side) / 2;
      const top = (picture.height - side) / 2;
      canvas.getContext("2d").drawImage(picture, left, top, side, side, 0, 0, canvas.width, canvas.height);
      canvas.hidden = false;
    } catch {
      // No picture that this browser knows.
    }
  }
}
customElements.define("sw-preview", Preview);
