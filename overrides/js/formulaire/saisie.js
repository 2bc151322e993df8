/**
 * Between the form's controls and what a fiche holds.
 *
 * Controls are named by their place in the front matter (`lieu.commune`), `sources.s1.url` for a
 * source, `section:Contexte` for a part of the story.
 *
 * @typedef {{ slug: string, entete: Record<string, any>, sections: Record<string, string> }} Saisie
 * @typedef {HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement} Commande
 * @typedef {[nom: string, valeur: string][]} Brut what the controls hold, as it is kept
 */
import { ajouterSource, nomsDesSources } from "./sources.js";

/** @param {HTMLFormElement} formulaire @returns {Commande[]} */
export const commandes = (formulaire) => [
  .../** @type {NodeListOf<Commande>} */ (formulaire.querySelectorAll("input[name], textarea[name], select[name]")),
];

/**
 * What the form says, as the front matter and the sections of a file would be read.
 * @param {HTMLFormElement} formulaire
 * @param {Record<string, any>} donnes the fields that the form fills in by itself
 * @returns {Saisie}
 */
export function lireSaisie(formulaire, donnes) {
  /** @type {Saisie} */
  const saisie = { slug: "", entete: { ...donnes }, sections: {} };
  const sources = nomsDesSources(formulaire);
  for (const champ of /** @type {NodeListOf<HTMLElement>} */ (formulaire.querySelectorAll("[data-forme]"))) {
    const nom = champ.dataset.champ ?? "";
    const valeur = lireChamp(champ);
    if (nom === "slug") saisie.slug = valeur;
    else if (nom.startsWith("section:")) saisie.sections[nom.slice("section:".length)] = valeur;
    else placer(saisie.entete, nom, valeur);
  }
  saisie.entete.sources = sources.map((id) => ({ id, ...saisie.entete.sources[id] }));
  return saisie;
}

/** @param {Record<string, any>} entete @param {string} nom @param {unknown} valeur */
function placer(entete, nom, valeur) {
  const chemin = nom.split(".");
  const dernier = /** @type {string} */ (chemin.pop());
  let groupe = entete;
  for (const partie of chemin) groupe = groupe[partie] ??= {};
  groupe[dernier] = valeur;
}

/** @param {HTMLElement} champ @returns {any} */
function lireChamp(champ) {
  const forme = champ.dataset.forme;
  if (forme === "cases") return cochees(champ);
  if (forme === "choix") return cochees(champ)[0] ?? null;
  const commande = /** @type {Commande} */ (champ.querySelector("[name]"));
  const texte = commande.value.replace(/\r\n?/g, "\n");
  if (forme === "section") return texte.replace(/^\s*\n/, "").trimEnd();
  if (forme === "lignes") return texte.split("\n").map((ligne) => ligne.trim()).filter(Boolean);
  const ligne = texte.replace(/\s*\n\s*/g, " ").trim();
  if (!ligne && !("obligatoire" in champ.dataset)) return null;
  return forme === "nombre" && /^\d+$/.test(ligne) ? Number(ligne) : ligne;
}

/** The values ticked, the main one first. @param {HTMLElement} champ @returns {string[]} */
function cochees(champ) {
  const valeurs = [.../** @type {NodeListOf<HTMLInputElement>} */ (champ.querySelectorAll("input:checked"))].map(({ value }) => value);
  const principal = champ.querySelector("select")?.value;
  return principal && valeurs.includes(principal) ? [principal, ...valeurs.filter((valeur) => valeur !== principal)] : valeurs;
}

/**
 * Offer the ticked values of a group as its main one; with a single one there is nothing to choose.
 * @param {HTMLFormElement} formulaire
 */
export function proposerPrincipaux(formulaire) {
  for (const zone of /** @type {NodeListOf<HTMLElement>} */ (formulaire.querySelectorAll(".principal"))) {
    const choix = /** @type {HTMLSelectElement} */ (zone.querySelector("select"));
    const cases = [.../** @type {NodeListOf<HTMLInputElement>} */ (zone.closest("fieldset")?.querySelectorAll("input:checked"))];
    const choisi = choix.value;
    choix.replaceChildren(...cases.map((case_) => new Option(libelle(case_), case_.value, false, case_.value === choisi)));
    zone.hidden = cases.length < 2;
  }
}

/** What a box, a field or a group is called. @param {Element} element */
export function libelle(element) {
  const etiquette = "labels" in element ? /** @type {HTMLInputElement} */ (element).labels?.[0] : element.querySelector("legend, label");
  const copie = /** @type {Element | undefined} */ (etiquette?.cloneNode(true));
  copie?.querySelector(".champ-etat")?.remove();
  return copie?.textContent?.trim() ?? "";
}

/** @param {HTMLFormElement} formulaire @returns {Brut} */
export function lireBrut(formulaire) {
  return [...new FormData(formulaire)].map(([nom, valeur]) => [nom, String(valeur)]);
}

/**
 * Put back what was kept. Names that no longer exist are left out.
 * @param {HTMLFormElement} formulaire
 * @param {Brut} brut
 */
export function remplir(formulaire, brut) {
  /** @type {Map<string, string[]>} */
  const valeurs = new Map();
  for (const [nom, valeur] of brut) valeurs.set(nom, [...(valeurs.get(nom) ?? []), valeur]);
  for (const source of formulaire.querySelectorAll(".source")) source.remove();
  for (const nom of valeurs.keys()) {
    const id = /^sources\.(s\d+)\./.exec(nom)?.[1];
    if (id && !nomsDesSources(formulaire).includes(id)) ajouterSource(formulaire, id);
  }
  for (const commande of commandes(formulaire)) {
    const voulues = valeurs.get(commande.name) ?? [];
    if (commande instanceof HTMLInputElement && commande.type !== "text") commande.checked = voulues.includes(commande.value);
    else commande.value = voulues[0] ?? "";
  }
  proposerPrincipaux(formulaire);
  for (const choix of /** @type {NodeListOf<HTMLSelectElement>} */ (formulaire.querySelectorAll(".principal select"))) {
    choix.value = valeurs.get(choix.name)?.[0] ?? choix.value;
  }
}
