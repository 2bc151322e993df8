/**
 * What the catalogue shows: cards, counts, chips, numbered pages, sentences.
 *
 * @typedef {import("./etat.js").Etat} Etat
 * @typedef {import("../recherche/moteur.js").Autre} Autre
 * @typedef {import("../recherche/moteur.js").Correction} Correction
 * @typedef {import("../recherche/passages.js").Passage} Passage
 * @typedef {{ nom: string, valeur: string, libelle: string }} Jeton
 */
import { adressePage } from "../donnees.js";
import { creer, pluriel } from "../elements.js";
import { compterFiltres, ecrireEtat } from "./etat.js";

/** @param {string} selecteur @returns {HTMLElement} */
const un = (selecteur) => /** @type {HTMLElement} */ (document.querySelector(selecteur));

/**
 * The sentence of the result: total first, then query, filters and range.
 * @param {Etat} etat
 * @param {number} total
 * @param {number} parPage
 */
export function phraseDuResultat(etat, total, parPage) {
  const filtres = compterFiltres(etat);
  const pages = Math.ceil(total / parPage);
  let phrase = total ? pluriel(total, "expérience") : "Aucune expérience";
  if (etat.q) phrase += ` pour «\u00a0${etat.q}\u00a0»`;
  if (filtres) phrase += ` avec ${pluriel(filtres, "filtre")}`;
  if (pages > 1) {
    const debut = (etat.page - 1) * parPage + 1;
    phrase += `, résultats ${debut} à ${Math.min(total, debut + parPage - 1)}`;
  }
  return phrase;
}

/** @param {Etat} etat @param {number} total @param {number} parPage */
export function titreDeLaPage(etat, total, parPage) {
  const pages = Math.ceil(total / parPage);
  const numero = pages > 1 ? ` (page ${etat.page} sur ${pages})` : "";
  const filtres = compterFiltres(etat);
  const quoi = [etat.q && `«\u00a0${etat.q}\u00a0»`, filtres && pluriel(filtres, "filtre")].filter(Boolean).join(", ");
  const nombre = total ? pluriel(total, "expérience") : "aucune expérience";
  return `Catalogue${quoi ? `\u00a0: ${quoi}` : ""}\u00a0: ${nombre}${numero} — Côte à côte`;
}

/**
 * @param {Element[]} cartes
 * @param {number} coupure rank of the first card that lacks a word of the query, or -1
 */
export function montrerCartes(cartes, coupure) {
  const elements = [...cartes];
  if (coupure >= 0) {
    const texte = coupure ? "Ces expériences contiennent une partie de vos mots" : "Aucune expérience ne contient tous vos mots. Voici les plus proches";
    elements.splice(coupure, 0, creer("li", { class: "coupure" }, texte));
  }
  un("#resultats").replaceChildren(...elements);
}

/**
 * Keep room on a card for its passage, or take it away.
 * @param {Element} carte
 * @param {boolean} voulu
 */
export function preparerPassage(carte, voulu) {
  carte.querySelector(".carte-passage")?.remove();
  if (voulu) carte.querySelector(".carte-resume")?.after(creer("p", { class: "carte-passage" }, "\u00a0"));
}

/** @param {Element} carte @param {Passage | null} passage */
export function montrerPassage(carte, passage) {
  const place = carte.querySelector(".carte-passage");
  if (!passage) place?.remove();
  else {
    place?.replaceChildren(
      creer("span", { class: "carte-section" }, `${passage.section}\u00a0: `),
      ...passage.morceaux.map(({ texte, marque }) => (marque ? creer("mark", {}, texte) : texte)),
    );
  }
}

/**
 * « Résultats pour « partenariat » ; chercher exactement « parternariat » ».
 * @param {Correction[]} corrections
 * @param {Etat} etat
 * @param {() => void} exactement
 */
export function montrerCorrections(corrections, etat, exactement) {
  const zone = un("#correction");
  zone.hidden = corrections.length === 0;
  const formes = corrections.map(({ forme }) => `«\u00a0${forme}\u00a0»`).join(", ");
  const tapes = corrections.map(({ tape }) => `«\u00a0${tape}\u00a0»`).join(", ");
  const lien = creer("a", { href: ecrireEtat({ ...etat, exact: true, page: 1 }) }, `chercher exactement ${tapes}`);
  lien.addEventListener("click", (evenement) => {
    evenement.preventDefault();
    exactement();
  });
  zone.replaceChildren(`Résultats pour ${formes}\u202f; `, lien, ".");
}

/** @param {Autre} autre @param {string} racine */
export function montrerTermeVoisin([, titre, adresse], racine) {
  const zone = un("#aucun-resultat");
  zone.hidden = false;
  zone.append(
    creer("p", {}, "Le terme du glossaire le plus proche\u00a0: ", creer("a", { href: racine + adressePage(adresse) }, titre), "."),
  );
}

/** @type {{ option: Element, case_: HTMLInputElement, compte: Element }[] | undefined} */
let options;

/** The boxes of the filters, found once. */
function lireOptions() {
  return [...document.querySelectorAll("#filtres .option")].map((option) => ({
    option,
    case_: /** @type {HTMLInputElement} */ (option.querySelector("input")),
    compte: /** @type {Element} */ (option.querySelector(".compte")),
  }));
}

/**
 * @param {Map<string, Map<string, number>>} comptes
 * @param {Etat} etat
 */
export function montrerFiltres(comptes, etat) {
  for (const { option, case_, compte } of (options ??= lireOptions())) {
    const nombre = String(comptes.get(case_.name)?.get(case_.value) ?? 0);
    case_.checked = etat.filtres.get(case_.name)?.includes(case_.value) ?? false;
    if (compte.textContent !== nombre) compte.textContent = nombre;
    option.classList.toggle("vide", nombre === "0" && !case_.checked);
  }
  const filtres = compterFiltres(etat);
  un(".filtres-nombre").textContent = filtres ? `\u00a0(${filtres})` : "";
}

/**
 * @param {Jeton[]} jetons
 * @param {(jeton: Jeton, rang: number) => void} retirer
 */
export function montrerJetons(jetons, retirer) {
  const zone = un("#filtres-actifs");
  zone.hidden = jetons.length === 0;
  /** @type {HTMLElement} */ (zone.querySelector("ul")).replaceChildren(
    ...jetons.map((jeton, rang) => {
      const bouton = creer("button", { type: "button", class: "jeton" }, jeton.libelle);
      bouton.setAttribute("aria-label", `Retirer le filtre ${jeton.libelle}`);
      bouton.addEventListener("click", () => retirer(jeton, rang));
      return creer("li", {}, bouton);
    }),
  );
}

/**
 * Numbered pages: the first, the last, and those around the current one.
 * @param {Etat} etat
 * @param {number} total
 * @param {number} parPage
 */
export function montrerPages(etat, total, parPage) {
  const pages = Math.ceil(total / parPage);
  const zone = un("#pages");
  zone.hidden = pages < 2;
  const utiles = Array.from({ length: pages }, (_, rang) => rang + 1).filter(
    (page) => page === 1 || page === pages || Math.abs(page - etat.page) <= 2,
  );
  /** @param {number} page @param {string} texte @param {string} nom */
  const lien = (page, texte, nom) => {
    const element = creer("a", { href: ecrireEtat({ ...etat, page }), "data-page": String(page), "aria-label": nom }, texte);
    if (page === etat.page && texte === String(page)) element.setAttribute("aria-current", "page");
    return creer("li", {}, element);
  };
  const elements = utiles.map((page) => lien(page, String(page), `Page ${page} sur ${pages}`));
  if (etat.page > 1) elements.unshift(lien(etat.page - 1, "Précédente", "Page précédente"));
  if (etat.page < pages) elements.push(lien(etat.page + 1, "Suivante", "Page suivante"));
  /** @type {HTMLElement} */ (zone.querySelector("ol")).replaceChildren(...elements);
}

/**
 * @param {Autre[]} autres terms and guide pages
 * @param {string} racine
 */
export function montrerAutour(autres, racine) {
  const zone = un("#autour");
  zone.hidden = autres.length === 0;
  /** @type {HTMLElement} */ (zone.querySelector("ul")).replaceChildren(
    ...autres.map(([, titre, adresse, resume]) =>
      creer(
        "li",
        {},
        creer("a", { href: racine + adressePage(adresse) }, titre),
        " ",
        creer("span", { class: "resume" }, resume),
      ),
    ),
  );
}

/**
 * No result is no dead end: say what to remove and what that would give.
 * @param {{ libelle: string, nombre: number, agir: () => void }[]} issues
 */
export function montrerAucun(issues) {
  const zone = un("#aucun-resultat");
  zone.hidden = issues.length === 0;
  zone.replaceChildren(
    creer("p", {}, "Aucune expérience ne répond à tout ce que vous demandez. Vous pouvez :"),
    creer(
      "ul",
      { class: "actions" },
      ...issues.map(({ libelle, nombre, agir }) => {
        const texte = `${libelle} : ${pluriel(nombre, "expérience")}`;
        const bouton = creer("button", { type: "button", class: "bouton-discret" }, texte);
        bouton.addEventListener("click", agir);
        return creer("li", {}, bouton);
      }),
    ),
  );
}

/** @param {string} phrase @param {string} titre @param {number} total */
export function annoncer(phrase, titre, total) {
  const zone = un("#nombre-resultats");
  if (zone.textContent !== phrase) zone.textContent = phrase;
  // The drawer of filters hides that sentence on phones, and says it itself.
  un("#filtres-annonce").textContent = un("#filtres").classList.contains("ouvert") ? phrase : "";
  document.title = titre;
  un(".filtres-fermer").textContent = total > 1 ? `Voir les ${total} fiches` : total ? "Voir la fiche" : "Fermer les filtres";
}

/** @param {Element} carte */
export function titreDeCarte(carte) {
  return carte.querySelector(".carte-titre")?.textContent?.trim() ?? "";
}

/** @param {string} message */
export function dire(message) {
  un("#nombre-resultats").textContent = message;
}

/** Move the focus to the heading of the results. */
export function allerAuxResultats() {
  const titre = un("#titre-resultats");
  titre.focus({ preventScroll: true });
  titre.scrollIntoView({ block: "start" });
}
