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

  /** @param {boolean} deplie whether the rest shows too */
  function afficher(deplie) {
    const simple = racine.classList.contains("simple");
    racine.classList.toggle("deplie", deplie);
    bouton?.setAttribute("aria-pressed", String(simple));
    if (!deplier) return;
    deplier.hidden = !simple;
    deplier.setAttribute("aria-expanded", String(deplie));
    deplier.textContent = deplie ? "Replier le texte" : "Lire le texte complet";
  }

  bouton.addEventListener("click", () => {
    const simple = racine.classList.toggle("simple");
    retenir("simple", simple ? "oui" : "non");
    afficher(false);
  });
  deplier?.addEventListener("click", () => afficher(!racine.classList.contains("deplie")));
  // A link to a folded part unfolds it. Anchors are plain ASCII: an address that is no good encoding finds nothing.
  const suivreAncre = () => {
    const cible = location.hash && page.getElementById(location.hash.slice(1));
    if (cible && cible.closest("[data-suite]")) {
      afficher(true);
      cible.scrollIntoView();
    }
  };
  window.addEventListener("hashchange", suivreAncre);
  afficher(false);
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
  const prose = suite.closest(".prose");
  const facile = [...(prose?.children ?? [])].filter((enfant) => !enfant.hasAttribute("data-suite"));
  const dernier = facile.filter((enfant) => enfant.matches("section, h2, p, ul, ol")).at(-1);
  if (dernier) dernier.after(bouton);
  else prose?.prepend(bouton);
  return bouton;
}
