// <sw-status role="status" data-refused="…" …>: says in one sentence why nothing happened, and that the page is busy.
const SENTENCE_OF = { 0: "offline", 401: "signedOut", 403: "refused", 404: "gone", 409: "conflict", 410: "gone", 429: "busy" };
const PATIENCE = 300; // milliseconds before waiting is worth a word

class Status extends HTMLElement {
  connectedCallback() {
    this.waiting = new Set();
    const on = (name, react) => document.addEventListener(name, react);
    on("htmx:beforeRequest", (event) => this.begin(event.detail.xhr));
    on("htmx:afterRequest", (event) => this.end(event.detail.xhr));
    on("htmx:responseError", (event) => this.tell(event.detail.xhr.status));
    on("htmx:sendError", () => this.tell(0));
    on("htmx:timeout", () => this.tell(0));
    window.addEventListener("pageshow", () => this.calm());
  }

  begin(request) {
    this.waiting.add(request);
    this.hush();
    this.timer ??= setTimeout(() => this.busy(), PATIENCE);
  }

  end(request) {
    this.waiting.delete(request);
    if (this.waiting.size === 0) this.calm();
  }

  busy() {
    document.documentElement.setAttribute("aria-busy", "true");
    if (!this.textContent) this.textContent = this.dataset.loading;
  }

  calm() {
    clearTimeout(this.timer);
    this.timer = undefined;
    document.documentElement.removeAttribute("aria-busy");
    if (this.textContent === this.dataset.loading) this.hush();
  }

  tell(status) {
    this.calm();
    this.textContent = this.dataset[SENTENCE_OF[status] ?? "broken"];
    this.classList.add("is-said");
  }

  hush() {
    this.textContent = "";
    this.classList.remove("is-said");
  }
}
customElements.define("sw-status", Status);
