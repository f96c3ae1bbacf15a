// <sw-once><form>…</form></sw-once>: a second press on the button while the first is under way does nothing.
class Once extends HTMLElement {
  connectedCallback() {
    this.addEventListener("submit", (event) => {
      const form = event.target;
      if (form.dataset.sent) {
        event.preventDefault();
        event.stopImmediatePropagation();
        return;
      }
      form.dataset.sent = "yes";
      form.setAttribute("aria-busy", "true");
      setTimeout(() => event.defaultPrevented && !form.hasAttribute("hx-post") && this.reopen(form));
    });
    this.addEventListener("htmx:afterRequest", (event) => this.reopen(event.target));
    // A page that comes back from the browser's memory must be usable again.
    window.addEventListener("pageshow", () => this.querySelectorAll("form").forEach((form) => this.reopen(form)));
  }

  reopen(form) {
    delete form.dataset?.sent;
    form.removeAttribute("aria-busy");
  }
}
customElements.define("sw-once", Once);
