// <sw-started address="/vragen/stel/?asked=7"></sw-started> stands on a page that was posted only to fill its form.
// The page takes an address that can be fetched, so that going back to it does not end at "send again?".
// What was filled in becomes a draft: it may stand in no address.
class Started extends HTMLElement {
  connectedCallback() {
    history.replaceState(history.state, "", this.getAttribute("address"));
    document.querySelectorAll("sw-draft").forEach((draft) => draft.keep?.());
  }
}
customElements.define("sw-started", Started);
