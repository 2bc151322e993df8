/**
 * What the checks say, beside the fields and in a summary.
 *
 * @typedef {{ champ: string, code: string, gravite: "faute" | "conseil", message: string }} Trouvaille
 */
import { creer, pluriel } from "../elements.js";
import { composer } from "../typographie.js";
import { libelle } from "./saisie.js";
import { nomsDesSources } from "./sources.js";

/**
 * The element of the form that a finding is about: its field, or the group that holds it.
 * @param {HTMLFormElement} formulaire
 * @param {string} champ as `sources.1.url`, ranks counting from 0
 * @returns {HTMLElement}
 */
export function zoneDe(formulaire, champ) {
  const noms = nomsDesSources(formulaire);
  let nom = champ.replace(/^sources\.(\d+)/, (_, rang) => `sources.${noms[Number(rang)]}`);
  for (;;) {
    const zone = /** @type {HTMLElement | null} */ (formulaire.querySelector(`[data-champ="${CSS.escape(nom)}"]`));
    if (zone) return zone;
    if (!nom.includes(".")) return formulaire;
    nom = nom.slice(0, nom.lastIndexOf("."));
  }
}

/** What to focus in a field or group. @param {HTMLElement} zone @returns {HTMLElement} */
const commandeDe = (zone) =>
  zone.querySelector("input, textarea, select") ?? /** @type {HTMLElement} */ (document.querySelector("#ajouter-source"));

/**
 * Write beside each field what is found about it. Fields that are not to be judged yet stay silent.
 * @param {HTMLFormElement} formulaire
 * @param {Trouvaille[]} trouvailles
 * @param {(zone: HTMLElement) => boolean} juge
 */
export function montrerMessages(formulaire, trouvailles, juge) {
  const parZone = grouper(formulaire, trouvailles);
  for (const zone of /** @type {NodeListOf<HTMLElement>} */ (formulaire.querySelectorAll("[data-champ]"))) {
    const dites = juge(zone) ? (parZone.get(zone) ?? []) : [];
    const textes = dites.map(({ gravite, message }) =>
      creer("p", { class: `message message-${gravite}` }, creer("strong", {}, gravite === "faute" ? "À corriger\u00a0: " : "Conseil\u00a0: "), message),
    );
    const place = placeDesMessages(zone);
    // The same words again would be read aloud again.
    if (place.textContent !== textes.map(({ textContent }) => textContent).join("")) place.replaceChildren(...textes);
    zone.classList.toggle("en-faute", dites.some(({ gravite }) => gravite === "faute"));
    marquer(zone);
  }
}

/** The block of messages of a field or group, which for a list of sources stands after it. @param {HTMLElement} zone */
function placeDesMessages(zone) {
  const dedans = [...zone.children].find((enfant) => enfant.matches(".champ-messages"));
  return /** @type {HTMLElement} */ (dedans ?? zone.nextElementSibling);
}

/** Tell assistive technologies which controls are wrong. @param {HTMLElement} zone */
function marquer(zone) {
  const faux = zone.classList.contains("en-faute");
  const cibles = zone.matches("[role=radiogroup]") ? [zone] : zone.matches("[data-forme]") ? [...zone.querySelectorAll("[name]:not(.principal *)")] : [];
  for (const cible of cibles) {
    if (faux) cible.setAttribute("aria-invalid", "true");
    else cible.removeAttribute("aria-invalid");
  }
}

/** @param {HTMLFormElement} formulaire @param {Trouvaille[]} trouvailles */
export function grouper(formulaire, trouvailles) {
  /** @type {Map<HTMLElement, Trouvaille[]>} */
  const parZone = new Map();
  for (const trouvaille of trouvailles) {
    const zone = zoneDe(formulaire, trouvaille.champ);
    parZone.set(zone, [...(parZone.get(zone) ?? []), { ...trouvaille, message: enClair(trouvaille, zone) }]);
  }
  return parZone;
}

/**
 * The message with the field called as the form calls it, rather than as the file does.
 * @param {Trouvaille} trouvaille
 * @param {HTMLElement} zone
 */
function enClair({ champ, message }, zone) {
  const nom = champ.replace(/\.(\d+)/g, (_, rang) => ` ${Number(rang) + 1}`).replaceAll(".", ", ");
  return composer(message.replace(`« ${nom} »`, `« ${libelle(zone) || nom} »`));
}

/**
 * Every finding in one list, faults first, in the order of the form.
 * @param {HTMLElement} bilan
 * @param {HTMLFormElement} formulaire
 * @param {Trouvaille[]} trouvailles
 */
export function montrerBilan(bilan, formulaire, trouvailles) {
  const parZone = grouper(formulaire, trouvailles);
  const ordonnees = [formulaire, .../** @type {NodeListOf<HTMLElement>} */ (formulaire.querySelectorAll("[data-champ]"))].flatMap((zone) =>
    (parZone.get(zone) ?? []).map((trouvaille) => ({ zone, ...trouvaille })),
  );
  const fautes = ordonnees.filter(({ gravite }) => gravite === "faute");
  const conseils = ordonnees.filter(({ gravite }) => gravite === "conseil");
  const titre = /** @type {HTMLElement} */ (bilan.querySelector("#bilan-titre"));
  titre.textContent = phraseDuBilan(fautes.length, conseils.length);
  const listes = [];
  if (fautes.length) listes.push(creer("ul", {}, ...fautes.map(ligne)));
  if (conseils.length) {
    listes.push(creer("p", {}, "Les conseils n’empêchent pas de publier\u00a0:"), creer("ul", {}, ...conseils.map(ligne)));
  }
  bilan.querySelector("#bilan-listes")?.replaceChildren(...listes);
  bilan.classList.toggle("bilan-faute", fautes.length > 0);
}

/** @param {number} fautes @param {number} conseils */
export function phraseDuBilan(fautes, conseils) {
  const aCorriger = fautes ? `${pluriel(fautes, "point")} à corriger` : "Rien à corriger";
  return conseils ? `${aCorriger}, ${pluriel(conseils, "conseil")}` : aCorriger;
}

/** @param {{ zone: HTMLElement, message: string }} trouvaille */
function ligne({ zone, message }) {
  const commande = commandeDe(zone);
  const lien = creer("a", { href: `#${commande.id}` }, nomEntier(zone));
  lien.addEventListener("click", (evenement) => {
    evenement.preventDefault();
    commande.focus();
    zone.scrollIntoView({ block: "start" });
  });
  return creer("li", {}, lien, "\u00a0: ", message);
}

/** « Source s1, Titre » @param {HTMLElement} zone */
function nomEntier(zone) {
  const groupe = zone.parentElement?.closest("fieldset[data-champ]");
  if (zone.matches("form")) return "La fiche";
  if (zone.matches(".sources-liste")) return "Sources";
  return groupe ? `${libelle(groupe)}, ${libelle(zone)}` : libelle(zone);
}
