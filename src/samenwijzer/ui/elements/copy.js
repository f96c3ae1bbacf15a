// <sw-copy target="answer" done="Copied" hidden><button>…</button></sw-copy>: copies the text of the element with that id.
class Copy extends HTMLElement {
  connectedCallback() {
    if (!navigator.clipboard) return; // The clipboard needs https or this machine itself.
    this.hidden = false;
    this.button = this.querySelector("button");
    this.label = this.querySelector(".nl-button__label");
    this.words = this.label.textContent;
    this.button.addEventListener("click", () => this.copy());
  }

  async copy() {
    const source = document.getElementById(this.getAttribute("target"));
    if (!source) return;
    await navigator.clipboard.writeText(source.innerText.trim());
    this.label.setAttribute("role", "status");
    this.label.textContent = this.getAttribute("done");
    clearTimeout(this.timer);
    this.timer = setTimeout(() => (this.label.textContent = this.words), 2500);
  }
}
customElements.define("sw-copy", Copy);
