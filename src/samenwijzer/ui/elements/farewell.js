// <sw-farewell><button form="sign-out-form">…</button></sw-farewell>: leaves nothing typed behind in this tab.
class Farewell extends HTMLElement {
  connectedCallback() {
    const form = this.querySelector("button")?.form;
    form?.addEventListener("submit", () => sessionStorage.clear());
  }
}
customElements.define("sw-farewell", Farewell);
