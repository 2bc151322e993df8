/**
 * The buttons that put a fiche into the visitor's selection or take it out, on every card and fiche,
 * and the link to the selection in the menu, shown once there is something in it.
 */
import { creer, pluriel } from "../elements.js";
import { ecrireSelection } from "./adresse.js";
import { ecouter, estGardee, garder, maSelection } from "./coffre.js";

const SIGNET = "M6 3h12v18l-6-4.5L6 21z";
const SVG = "http://www.w3.org/2000/svg";
const REFUS = "Votre navigateur refuse de garder des données\u00a0: ouvrez «\u00a0Ma sélection\u00a0» avant de quitter cette page, puis copiez son adresse.";

/** @param {Document} page */
export function brancherChoix(page) {
  for (const carte of /** @type {NodeListOf<HTMLElement>} */ (page.querySelectorAll(".carte[data-fiche]"))) {
    const titre = carte.querySelector(".carte-titre")?.textContent?.trim() ?? "";
    const bouton = creer("button", { type: "button", class: "choisir", title: "Ajouter à ma sélection" });
    bouton.setAttribute("aria-label", `Ajouter à ma sélection\u00a0: ${titre}`);
    bouton.dataset.fiche = carte.dataset.fiche;
    carte.append(bouton);
  }
  const boutons = [.../** @type {NodeListOf<HTMLElement>} */ (page.querySelectorAll("button.choisir"))];
  for (const bouton of boutons) {
    bouton.prepend(signet(page));
    bouton.addEventListener("click", () => basculer(Number(bouton.dataset.fiche)));
  }
  const annonce = creer("p", { class: "choisir-annonce visuellement-cache", role: "status" });
  if (boutons.length) page.querySelector("main")?.append(annonce);

  /** Notes of what was taken out on this page: putting it back brings them back. @type {Map<number, string>} */
  const notes = new Map();

  /** @param {number} id */
  function basculer(id) {
    const selection = maSelection();
    const choisie = selection.choix.find((choix) => choix.id === id);
    if (choisie) {
      notes.set(id, choisie.note);
      selection.choix = selection.choix.filter((choix) => choix !== choisie);
    } else {
      selection.choix.push({ id, note: notes.get(id) ?? "" });
    }
    garder(selection);
    const reste = selection.choix.length ? pluriel(selection.choix.length, "fiche") : "aucune fiche";
    annonce.textContent = `${choisie ? "Retirée de" : "Ajoutée à"} votre sélection\u00a0: ${reste}.`;
    annonce.classList.toggle("visuellement-cache", estGardee());
    if (!estGardee()) annonce.append(` ${REFUS}`);
  }

  function montrer() {
    const selection = maSelection();
    const ids = new Set(selection.choix.map(({ id }) => id));
    for (const bouton of boutons) {
      const choisie = ids.has(Number(bouton.dataset.fiche));
      bouton.setAttribute("aria-pressed", String(choisie));
      const suite = bouton.parentElement?.querySelector(".choisir-suite");
      if (suite instanceof HTMLElement) suite.hidden = !choisie;
    }
    const entree = page.querySelector(".ma-selection");
    if (!(entree instanceof HTMLElement)) return;
    entree.hidden = ids.size === 0;
    /** @type {Element} */ (entree.querySelector(".ma-selection-nombre")).textContent = `(${ids.size})`;
    // Where nothing is kept, the address alone carries the selection to its page.
    for (const lien of /** @type {NodeListOf<HTMLAnchorElement>} */ (page.querySelectorAll(".ma-selection a, .choisir-suite"))) {
      lien.search = estGardee() ? "" : `?${ecrireSelection(selection)}`;
    }
  }

  ecouter(montrer);
  montrer();
}

/** @param {Document} page */
function signet(page) {
  const dessin = page.createElementNS(SVG, "svg");
  const trace = page.createElementNS(SVG, "path");
  for (const [nom, valeur] of [["viewBox", "0 0 24 24"], ["aria-hidden", "true"], ["focusable", "false"]]) {
    dessin.setAttribute(nom, valeur);
  }
  trace.setAttribute("d", SIGNET);
  dessin.append(trace);
  return dessin;
}
