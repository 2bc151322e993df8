/**
 * The « version simple »: larger text with more space; on fiches, terms and guide pages the easy
 * text alone, and a button that unfolds the rest (`[data-suite]`). Remembered in this browser only.
 */
import { retenir } from "./memoire.js";

/** @param {Document} page */
export function brancherVersionSimple(page) {
  const bouton = page.querySelector(".simple-bascule");
  if (!bouton) return;
  const racine = page.documentElement;
  const deplier = boutonDeplier(page);

  function afficher() {
    const simple = racine.classList.contains("simple");
    bouton?.setAttribute("aria-pressed", String(simple));
    if (deplier) deplier.hidden = !simple;
  }

  bouton.addEventListener("click", () => {
    const simple = racine.classList.toggle("simple");
    racine.classList.remove("deplie");
    deplier?.setAttribute("aria-expanded", "false");
    retenir("simple", simple ? "oui" : "non");
    afficher();
  });
  // A link to a folded part unfolds it.
  const suivreAncre = () => {
    const cible = location.hash && page.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (cible && cible.closest("[data-suite]")) {
      racine.classList.add("deplie");
      deplier?.setAttribute("aria-expanded", "true");
      cible.scrollIntoView();
    }
  };
  window.addEventListener("hashchange", suivreAncre);
  afficher();
  if (racine.classList.contains("simple")) suivreAncre();
}

/**
 * The button that unfolds the rest, after the easy text; null on pages that have none.
 * @param {Document} page
 */
function boutonDeplier(page) {
  const suite = page.querySelector(".prose > [data-suite], .prose [data-suite]");
  if (!suite) return null;
  const bouton = page.createElement("button");
  bouton.type = "button";
  bouton.className = "bouton deplier";
  bouton.setAttribute("aria-expanded", "false");
  bouton.textContent = "Lire le texte complet";
  bouton.addEventListener("click", () => {
    const deplie = page.documentElement.classList.toggle("deplie");
    bouton.setAttribute("aria-expanded", String(deplie));
    bouton.textContent = deplie ? "Replier le texte" : "Lire le texte complet";
  });
  const prose = suite.closest(".prose");
  const facile = [...(prose?.children ?? [])].filter((enfant) => !enfant.hasAttribute("data-suite"));
  const dernier = facile.filter((enfant) => enfant.matches("section, h2, p, ul, ol")).at(-1);
  if (dernier) dernier.after(bouton);
  else prose?.prepend(bouton);
  return bouton;
}
