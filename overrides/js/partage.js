/**
 * What one does with a page: copy the link to it, to one of its headings or its citation, print it.
 */
import { copier, preparerCopie } from "./copie.js";

/** The lasting address of the page: its short link where it has one, else its own without what follows `?` or `#`. */
export function adresseDurable() {
  const lien = /** @type {HTMLAnchorElement | HTMLLinkElement | null} */ (
    document.querySelector("#permanent") ?? document.querySelector("link[rel=canonical]")
  );
  return lien?.href ?? location.href.replace(/[?#].*/, "");
}

/** @param {Document} page */
export function brancherPartage(page) {
  const ancres = /** @type {NodeListOf<HTMLAnchorElement>} */ (page.querySelectorAll("a.ancre"));
  const boutons = /** @type {NodeListOf<HTMLButtonElement>} */ (page.querySelectorAll("[data-copier]"));
  if (ancres.length || boutons.length) preparerCopie();
  for (const ancre of ancres) ancre.replaceWith(boutonDAncre(page, ancre));
  for (const bouton of boutons) {
    bouton.addEventListener("click", () => {
      const texte = page.getElementById(bouton.dataset.copier ?? "")?.textContent ?? "";
      copier(texte.trim(), bouton.dataset.dit ?? "", bouton);
    });
  }
  const jour = page.querySelector(".consultation");
  if (jour) jour.textContent = enMots(new Date());
  page.querySelector(".imprimer")?.addEventListener("click", () => window.print());
}

/**
 * The button that copies the address of a heading, in place of the link to it.
 * @param {Document} page
 * @param {HTMLAnchorElement} ancre
 */
function boutonDAncre(page, ancre) {
  const bouton = page.createElement("button");
  bouton.type = "button";
  bouton.className = "ancre";
  bouton.textContent = ancre.textContent;
  const nom = ancre.getAttribute("aria-label") ?? "";
  bouton.setAttribute("aria-label", `Copier le l${nom.slice(1)}`);
  bouton.title = "Copier le lien";
  const fragment = ancre.getAttribute("href") ?? "";
  bouton.addEventListener("click", () => copier(adresseDurable() + fragment, `${nom} copié.`, bouton));
  return bouton;
}

/** A day as one writes it: « 1er mars 2026 ». @param {Date} jour */
function enMots(jour) {
  const texte = jour.toLocaleDateString("fr-FR", { day: "numeric", month: "long", year: "numeric" });
  return texte.replace(/^1 /, "1er ");
}
