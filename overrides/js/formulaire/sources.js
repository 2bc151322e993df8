/**
 * The list of sources: each has a number for good, which the story cites. A number that was taken
 * away is not given again while the story still cites it, so that no citation changes its source.
 */
import { creer } from "../elements.js";

/** Their ids in order. @param {Element} formulaire @returns {string[]} */
export const nomsDesSources = (formulaire) =>
  [.../** @type {NodeListOf<HTMLElement>} */ (formulaire.querySelectorAll(".source"))].map(({ dataset }) => dataset.source ?? "");

/** The first id that is neither taken nor cited. @param {HTMLFormElement} formulaire */
export function prochaineSource(formulaire) {
  const pris = nomsDesSources(formulaire);
  const recit = [.../** @type {NodeListOf<HTMLTextAreaElement>} */ (formulaire.querySelectorAll("[data-forme=section] textarea"))]
    .map(({ value }) => value)
    .join("\n");
  let rang = 1;
  while (pris.includes(`s${rang}`) || recit.includes(`[s${rang}]`)) rang += 1;
  return `s${rang}`;
}

/**
 * Add the fields of a source, at the place of its number.
 * @param {HTMLFormElement} formulaire
 * @param {string} id
 * @returns {HTMLElement}
 */
export function ajouterSource(formulaire, id) {
  const modele = /** @type {HTMLTemplateElement} */ (formulaire.querySelector("#modele-source"));
  const source = /** @type {HTMLElement} */ (modele.content.firstElementChild?.cloneNode(true));
  source.dataset.source = id;
  source.dataset.champ = `sources.${id}`;
  for (const nom of source.querySelectorAll(".source-nom")) nom.textContent = id;
  for (const attribut of ["id", "for", "name", "aria-describedby", "data-champ"]) {
    for (const element of source.querySelectorAll(`[${attribut}]`)) {
      const valeur = element.getAttribute(attribut) ?? "";
      element.setAttribute(attribut, valeur.replaceAll("sources.", `sources.${id}.`).replaceAll("champ-sources-", `champ-sources-${id}-`));
    }
  }
  const liste = /** @type {HTMLElement} */ (formulaire.querySelector("[data-champ=sources]"));
  const rang = (/** @type {string} */ nom) => Number(nom.slice(1));
  const suivante = [...liste.children].find((autre) => rang(/** @type {HTMLElement} */ (autre).dataset.source ?? "") > rang(id));
  liste.insertBefore(source, suivante ?? null);
  citerDans(formulaire);
  return source;
}

/** @param {HTMLFormElement} formulaire @param {HTMLElement} source */
export function retirerSource(formulaire, source) {
  source.remove();
  citerDans(formulaire);
}

/** Write above each part of the story one button a source, which inserts its citation at the cursor. @param {Element} formulaire */
function citerDans(formulaire) {
  for (const zone of formulaire.querySelectorAll(".citer")) {
    zone.replaceChildren(
      ...nomsDesSources(formulaire).map((id) => creer("button", { type: "button", class: "bouton-discret", "data-citer": id }, `Citer ${id}`)),
    );
  }
}

/**
 * Insert a citation where the cursor stands in a text, with a space before it where one lacks.
 * @param {HTMLTextAreaElement} zone
 * @param {string} id
 */
export function citer(zone, id) {
  const avant = zone.value.slice(0, zone.selectionEnd);
  zone.focus();
  zone.setRangeText(`${/(^|\s)$/.test(avant) ? "" : " "}[${id}]`, zone.selectionEnd, zone.selectionEnd, "end");
  zone.dispatchEvent(new Event("input", { bubbles: true }));
}
