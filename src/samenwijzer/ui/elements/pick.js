// <sw-pick chosen="Chosen:"><form>…<input name="picked">…<input name="whole_page">…</form></sw-pick>:
// ticking "all" ticks every row, and the number of ticked rows is said. Without it the server counts.
class Pick extends HTMLElement {
  connectedCallback() {
    this.addEventListener("change", (event) => this.follow(event.target));
    window.addEventListener("pageshow", () => this.count());
    this.count();
  }

  follow(changed) {
    const all = this.querySelector("[name=whole_page]");
    if (changed === all) this.rows().forEach((row) => (row.checked = all.checked));
    else if (changed.name === "picked") all.checked = this.rows().every((row) => row.checked);
    this.count();
  }

  count() {
    const number = this.rows().filter((row) => row.checked).length;
    this.querySelector(".sw-bulk__count").textContent = number ? `${this.getAttribute("chosen")} ${number}` : "";
  }

  rows() {
    return [...this.querySelectorAll("[name=picked]")];
  }
}
customElements.define("sw-pick", Pick);
