// <sw-suggest url="/zoeken/suggesties/" label="…"><form><input name="q"></form></sw-suggest>
// Offers what can be found while someone types, and in an empty box what he searched before. Without it the form
// searches as ever.
const REST = 150; // milliseconds without a key before asking

class Suggest extends HTMLElement {
  connectedCallback() {
    this.input = this.querySelector("input[name=q]");
    this.list = new Listbox(this.input, this.getAttribute("label"), (item) => this.take(item));
    this.input.addEventListener("input", () => this.wait());
    this.input.addEventListener("click", () => this.recall());
    this.input.addEventListener("keydown", ({ key }) => key === "ArrowDown" && this.recall());
    this.input.addEventListener("blur", () => this.close());
    this.input.form.addEventListener("submit", () => this.close());
  }

  wait() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => (this.input.value.trim().length === 1 ? this.close() : this.ask()), REST);
  }

  recall() {
    if (!this.input.value && this.list.element.hidden) this.ask();
  }

  async ask() {
    this.asking?.abort();
    this.asking = new AbortController();
    const headers = { "X-CSRFToken": csrfToken(), "HX-Request": "true" };
    const body = new URLSearchParams({ q: this.input.value });
    const request = { method: "POST", headers, body, signal: this.asking.signal };
    // Suggestions are a help: the search itself says so when there is no connection.
    const answer = await fetch(this.getAttribute("url"), request).catch(() => null);
    if (!answer?.ok) return;
    const { suggestions } = await answer.json();
    if (document.activeElement === this.input) this.list.show(suggestions);
  }

  take(item) {
    if (!item) return;
    if (item.dataset.url) return location.assign(item.dataset.url);
    this.input.value = item.dataset.text;
    this.input.form.requestSubmit();
  }

  close() {
    clearTimeout(this.timer);
    this.asking?.abort();
    this.list.open(false);
  }
}
customElements.define("sw-suggest", Suggest);
