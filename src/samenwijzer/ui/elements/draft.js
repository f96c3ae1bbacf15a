// <sw-draft><textarea name="body"></textarea></sw-draft>: what is typed outlives a lost connection or session.
// It stays in this tab only and is forgotten once it was received; <sw-farewell> wipes it at signing out.
class Draft extends HTMLElement {
  connectedCallback() {
    this.field = this.querySelector("textarea, input");
    const form = this.field?.form;
    if (!form) return;
    this.key = `sw-draft:${document.body.dataset.person ?? ""}:${location.pathname}:${this.field.name}`;
    this.sent = `${this.key}:sent`;
    const kept = sessionStorage.getItem(this.key);
    const wasReceived = sessionStorage.getItem(this.sent) && !form.querySelector("[aria-invalid=true]");
    if (kept && wasReceived) this.forget();
    else if (kept && !this.field.value) this.restore(kept);
    this.field.addEventListener("input", () => this.keep());
    form.addEventListener("submit", () => sessionStorage.setItem(this.sent, "yes"));
    ["htmx:responseError", "htmx:sendError"].forEach((name) => form.addEventListener(name, () => sessionStorage.removeItem(this.sent)));
  }

  keep() {
    sessionStorage.removeItem(this.sent);
    if (this.field.value) sessionStorage.setItem(this.key, this.field.value);
    else this.forget();
  }

  restore(text) {
    this.field.value = text;
    this.field.dispatchEvent(new Event("input", { bubbles: true }));
  }

  forget() {
    sessionStorage.removeItem(this.key);
    sessionStorage.removeItem(this.sent);
  }
}
customElements.define("sw-draft", Draft);
