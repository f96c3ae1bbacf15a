// <sw-filters><form>…<button>Show</button></form></sw-filters>: a choice by pointer works at once.
// By keyboard the button does it: each arrow key in a closed list is a change, and a reload would lose the place.
class Filters extends HTMLElement {
  connectedCallback() {
    const form = this.querySelector("form");
    this.addEventListener("pointerdown", () => (this.byPointer = true));
    this.addEventListener("keydown", () => (this.byPointer = false));
    this.addEventListener("change", (event) => {
      if (this.byPointer && event.target.matches("select, [type=radio], [type=checkbox]")) form.requestSubmit();
    });
  }
}
customElements.define("sw-filters", Filters);

// What was pressed to take a filter away is gone with it: the keyboard goes on at what says how many are left.
document.addEventListener("htmx:afterSettle", ({ detail }) => {
  if (detail.boosted && document.activeElement === document.body) document.querySelector("#shown")?.focus({ preventScroll: true });
});
