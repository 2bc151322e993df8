/**
 * What the page of a selection shows: texts and fiches, to change in one's own, to read in one received.
 *
 * @typedef {import("./adresse.js").Selection} Selection
 * @typedef {import("./fiches.js").Fiche} Fiche
 * @typedef {import("./fiches.js").Recueil} Recueil
 * @typedef {object} Gestes what the fields and buttons of one's own selection do
 * @property {(champ: "titre" | "intro", texte: string) => void} ecrire
 * @property {(id: number, note: string) => void} noter
 * @property {(id: number, pas: 1 | -1) => void} deplacer
 * @property {(id: number) => void} retirer
 */
import { adressePage } from "../donnees.js";
import { creer } from "../elements.js";

/** @param {Selection} selection @param {Gestes} gestes */
export function textesAEcrire({ titre, intro }, gestes) {
  return [
    ...champ("input", "selection-titre", "Titre de la sélection", titre, (texte) => gestes.ecrire("titre", texte)),
    ...champ("textarea", "selection-intro", "Introduction", intro, (texte) => gestes.ecrire("intro", texte)),
  ];
}

/** @param {Selection} selection */
export function textesALire({ titre, intro }) {
  const elements = [creer("h2", {}, titre || "Sans titre")];
  if (intro) elements.push(creer("p", { class: "selection-texte" }, intro));
  return elements;
}

/**
 * A row of one's own selection.
 * @param {Fiche} fiche
 * @param {string} note
 * @param {number} rang from 0
 * @param {number} total
 * @param {string} racine
 * @param {Gestes} gestes
 */
export function ligneAEcrire(fiche, note, rang, total, racine, gestes) {
  const { id, titre } = fiche;
  /** @param {string} geste @param {string} mot @param {boolean} possible @param {() => void} agir */
  const bouton = (geste, mot, possible, agir) => {
    const element = /** @type {HTMLButtonElement} */ (creer("button", { type: "button", class: "bouton-discret", id: `${geste}-${id}` }, mot));
    element.append(creer("span", { class: "visuellement-cache" }, `\u00a0: ${titre}`));
    element.disabled = !possible;
    element.addEventListener("click", agir);
    return creer("li", {}, element);
  };
  const ligne = ligneALire(fiche, "", racine);
  ligne.append(
    ...champ("textarea", `note-${id}`, "Note", note, (texte) => gestes.noter(id, texte), titre),
    creer(
      "ul",
      { class: "selection-gestes" },
      bouton("monter", "Monter", rang > 0, () => gestes.deplacer(id, -1)),
      bouton("descendre", "Descendre", rang < total - 1, () => gestes.deplacer(id, 1)),
      bouton("retirer", "Retirer", true, () => gestes.retirer(id)),
    ),
  );
  return ligne;
}

/**
 * A row of a selection received.
 * @param {Fiche} fiche
 * @param {string} note
 * @param {string} racine
 */
export function ligneALire({ id, adresse, titre, resume, niveau, secteurs, lieu }, note, racine) {
  const reperes = creer(
    "p",
    { class: "carte-reperes" },
    creer("span", { class: `niveau niveau-${niveau.rang}` }, creer("span", { class: "barres", "aria-hidden": "true" }), niveau.libelle),
    ...secteurs.map((secteur) => creer("span", { class: `secteur secteur-${secteur.id}` }, secteur.libelle)),
    creer("span", { class: "carte-lieu" }, lieu),
  );
  const lien = creer("a", { href: racine + adressePage(adresse) }, titre);
  const ligne = creer("li", { class: "selection-ligne", "data-id": String(id) }, creer("h3", {}, lien), creer("p", {}, resume), reperes);
  if (note) ligne.append(creer("p", { class: "selection-texte selection-note" }, creer("strong", {}, "Note\u00a0: "), note));
  return ligne;
}

/**
 * A label and its field.
 * @param {"input" | "textarea"} balise
 * @param {string} id
 * @param {string} nom
 * @param {string} valeur
 * @param {(texte: string) => void} ecrire
 * @param {string} [precision] what the label concerns, where sight tells it
 */
function champ(balise, id, nom, valeur, ecrire, precision = "") {
  const etiquette = creer("label", { for: id, class: "selection-etiquette" }, nom);
  if (precision) etiquette.append(creer("span", { class: "visuellement-cache" }, ` sur ${precision}`));
  const element = /** @type {HTMLInputElement | HTMLTextAreaElement} */ (creer(balise, { id, class: "selection-champ", autocomplete: "off" }));
  if (balise === "textarea") element.setAttribute("rows", "2");
  element.value = valeur;
  element.addEventListener("input", () => ecrire(element.value));
  return [etiquette, element];
}

/**
 * What could not be shown of an address, in words.
 * @param {number[]} inconnues
 * @param {string[]} refuses
 */
export function phrasesDesInconnues(inconnues, refuses) {
  const phrases = [];
  const [une, ...autres] = inconnues;
  if (autres.length) phrases.push(`Les fiches ${abreger(inconnues.map(String))} n’existent pas, ou n’existent plus.`);
  else if (une) phrases.push(`La fiche ${une} n’existe pas, ou n’existe plus.`);
  if (refuses.length > 1) phrases.push(`Dans l’adresse, ${abreger(refuses.map(citer))} ne sont pas des numéros de fiche.`);
  else if (refuses.length) phrases.push(`Dans l’adresse, ${citer(refuses[0])} n’est pas un numéro de fiche.`);
  return phrases.map((phrase) => creer("p", {}, phrase));
}

const CITES_MAX = 5;
const LETTRES_MAX = 20;

/** @param {string} mot */
const citer = (mot) => `«\u00a0${mot.length > LETTRES_MAX ? `${mot.slice(0, LETTRES_MAX)}…` : mot}\u00a0»`;

/** A list in words, the end of a long one counted. @param {string[]} mots */
function abreger(mots) {
  if (mots.length > CITES_MAX) return `${mots.slice(0, CITES_MAX).join(", ")} et ${mots.length - CITES_MAX} autres`;
  return `${mots.slice(0, -1).join(", ")} et ${mots.at(-1)}`;
}
