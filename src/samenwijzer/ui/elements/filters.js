// <sw-filters><form method="get">…<button>Show</button></form></sw-filters>: a choice works at once, the button is for others.
class Filters extends HTMLElement {
  connectedCallback() {
    const form = this.querySelector("form");
    this.querySelector("button[type=submit]:not([name])")?.setAttribute("hidden", "");
    this.addEventListener("change", (event) => {
      if (event.target.matches("select, [type=radio], [type=checkbox]")) form.requestSubmit();
    });
  }
}
customElements.define("sw-filters", Filters);
