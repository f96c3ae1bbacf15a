// <sw-opened url="/zoeken/geopend/" text="…">… <a href="…" data-ref="forum.question:12">…</a> …</sw-opened>
// Says which result was opened, so that who searches the same words finds it sooner. The link does not wait for it.
class Opened extends HTMLElement {
  connectedCallback() {
    for (const kind of ["click", "auxclick"]) this.addEventListener(kind, (event) => this.tell(event));
  }

  tell({ target, button }) {
    const link = target.closest("a[data-ref]");
    if (!link || button > 1) return; // The third button opens a menu.
    const told = { q: this.getAttribute("text"), ref: link.dataset.ref, csrfmiddlewaretoken: csrfToken() };
    navigator.sendBeacon(this.getAttribute("url"), new URLSearchParams(told));
  }
}
customElements.define("sw-opened", Opened);
