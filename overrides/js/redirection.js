/** What the pages that only lead elsewhere do: go there, to the very part of the page that was asked for. */
const lien = document.querySelector("main a");
// Before the page's own refresh, which comes once all is loaded and would forget the anchor.
if (lien instanceof HTMLAnchorElement) location.replace(lien.href + location.hash);
