// <sw-kept></sw-kept> stands on the pages that say something was not received: sign-in, and each failure.
// Drafts that were sent go back to being drafts, so that they are there when the visitor returns.
class Kept extends HTMLElement {
  connectedCallback() {
    Object.keys(sessionStorage)
      .filter((key) => key.startsWith("sw-draft:") && key.endsWith(":sent"))
      .forEach((key) => sessionStorage.removeItem(key));
  }
}
customElements.define("sw-kept", Kept);
