/**
 * The catalogue page: keeps address, filters, search box and results in agreement.
 *
 * The cards are in the page already; this module only chooses which to show, and in which order.
 *
 * @typedef {import("./catalogue/etat.js").Etat} Etat
 * @typedef {import("./catalogue/facettes.js").Fiche} Fiche
 * @typedef {import("./recherche/moteur.js").Moteur} Moteur
 * @typedef {import("./recherche/moteur.js").Autre} Autre
 * @typedef {import("./recherche/moteur.js").Correction} Correction
 * @typedef {{ liste: Fiche[], complets: Set<Fiche>, autour: Autre[], termes: Set<string>, corrections: Correction[] }} Trouvaille
 *   what a query finds, best first; `complets` are the fiches that hold all its words
 */
import "./page.js";
import { compterFiltres, ecrireEtat, lireEtat, sansFiltre } from "./catalogue/etat.js";
import { compter, filtrer, trier } from "./catalogue/facettes.js";
import * as vue from "./catalogue/vue.js";
import { copier } from "./copie.js";
import { noterListe } from "./derniere-liste.js";
import { lireDonnees } from "./donnees.js";
import { adresseDurable } from "./partage.js";
import { chargerMoteur } from "./recherche/moteur.js";
import { plier } from "./recherche/normalisation.js";
import { contientPhrase, passage } from "./recherche/passages.js";
import { brancherExports } from "./selection/exports.js";

const ATTENTE_FRAPPE_MS = 150;
const AUTOUR_MAX = 3;
const PHRASES_VERIFIEES_MAX = 60;

const zone = /** @type {HTMLElement} */ (document.querySelector(".catalogue"));
const filtres = /** @type {HTMLFormElement} */ (document.querySelector("#filtres"));
const champ = /** @type {HTMLInputElement} */ (document.querySelector("input[name=q]"));
const choixTri = /** @type {HTMLSelectElement} */ (document.querySelector("#tri"));
const parPage = Number(zone.dataset.parPage);
const racine = zone.dataset.racine ?? "";

/** @type {Map<string, string[]>} */
const connus = new Map();
/** @type {Map<string, string>} */
const libelles = new Map();
for (const case_ of filtres.querySelectorAll("input")) {
  connus.set(case_.name, [...(connus.get(case_.name) ?? []), case_.value]);
  const nom = case_.closest("label")?.querySelector(".option-nom");
  libelles.set(`${case_.name}=${case_.value}`, nom?.textContent?.trim() ?? case_.value);
}

/** @type {Map<string, HTMLElement>} */
const cartes = new Map();
/** @type {Map<string, Fiche>} */
const fiches = new Map();
for (const carte of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("#resultats > [data-slug]"))) {
  const slug = carte.dataset.slug ?? "";
  const valeurs = new Map([...connus.keys()].map((nom) => [nom, (carte.dataset[nom] ?? "").split(" ").filter(Boolean)]));
  cartes.set(slug, carte);
  fiches.set(slug, {
    slug,
    titre: vue.titreDeCarte(carte),
    valeurs,
    rang: Number(carte.dataset.rang),
    annee: Number(carte.dataset.annee),
    ordre: fiches.size,
  });
}

const copierListe = /** @type {HTMLButtonElement} */ (document.querySelector(".copier-liste"));
copierListe.addEventListener("click", () => copier(adresseDurable() + requete(), "Lien vers cette liste copié.", copierListe));

/** What the address says of the list, whatever the page of it one has reached; empty where it is the whole catalogue. */
const requete = () => ecrireEtat({ ...etat, page: 1 }).replace(/^\?$/, "");

/** @type {Promise<Moteur> | null} */
let moteur = null;
let etat = lireEtat(new URLSearchParams(location.search), connus);
let tour = 0;
/** What answers the query and the filters, on all pages of results. @type {Fiche[]} */
let retenues = [];

/** @param {string} slug @returns {Promise<import("./recherche/passages.js").Sections>} */
const lireTextes = (slug) => lireDonnees(racine, `recherche/textes/${slug}.json`);

/**
 * What a query finds, or everything where it asks for nothing.
 * @param {Etat} demande
 * @returns {Promise<Trouvaille>}
 */
async function interroger({ q, exact }) {
  const tout = [...fiches.values()];
  const reponse = q ? await (await (moteur ??= chargerMoteur(racine))).chercher(q, exact) : null;
  if (!reponse) return { liste: tout, complets: new Set(tout), autour: [], termes: new Set(), corrections: [] };
  let trouvees = reponse.fiches;
  if (reponse.phrases.length) {
    const complets = trouvees.filter(({ complet }) => complet).slice(0, PHRASES_VERIFIEES_MAX);
    const gardes = await Promise.all(complets.map(({ rang }) => contientToutes(tout[rang], reponse.phrases)));
    trouvees = complets.filter((_, rang) => gardes[rang]);
  }
  const { autre } = await /** @type {Promise<Moteur>} */ (moteur);
  return {
    liste: trouvees.map(({ rang }) => tout[rang]),
    complets: new Set(trouvees.filter(({ complet }) => complet).map(({ rang }) => tout[rang])),
    autour: reponse.autres.slice(0, AUTOUR_MAX).map(({ rang }) => autre(rang)),
    termes: new Set(reponse.termes),
    corrections: reponse.corrections,
  };
}

/** @param {Fiche} fiche @param {string[][]} phrases */
async function contientToutes(fiche, phrases) {
  const sections = await lireTextes(fiche.slug);
  const textes = [cartes.get(fiche.slug)?.textContent ?? "", ...sections.map(([, texte]) => texte)];
  return phrases.every((phrase) => textes.some((texte) => contientPhrase(texte, phrase)));
}

/** Show the present state. A newer call overtakes one that still waits for the index. */
async function afficher() {
  const mien = ++tour;
  try {
    const trouvaille = await interroger(etat);
    if (mien === tour) montrer(trouvaille, true);
  } catch {
    moteur = null;
    const tout = [...fiches.values()];
    vue.dire("La recherche n’a pas pu être chargée. Vérifiez la connexion puis rechargez la page ; les filtres restent utilisables.");
    if (mien === tour) {
      montrer({ liste: tout, complets: new Set(tout), autour: [], termes: new Set(), corrections: [] }, false);
    }
  }
}

/**
 * @param {Trouvaille} trouvaille
 * @param {boolean} annoncer whether to say the number of results
 */
function montrer({ liste, complets, autour, termes, corrections }, annoncer) {
  retenues = trier(filtrer(liste, etat.filtres), etat.tri);
  const pages = Math.max(1, Math.ceil(retenues.length / parPage));
  etat = { ...etat, page: Math.min(etat.page, pages) };
  const debut = (etat.page - 1) * parPage;
  const montrees = retenues.slice(debut, debut + parPage);
  const coupure = etat.tri === "pertinence" ? montrees.findIndex((fiche) => !complets.has(fiche)) : -1;
  vue.montrerCartes(montrees.map(({ slug }) => /** @type {HTMLElement} */ (cartes.get(slug))), coupure);
  vue.montrerFiltres(compter(liste, etat.filtres, connus.keys()), etat);
  vue.montrerJetons(jetons(), retirerJeton);
  copierListe.hidden = !requete();
  vue.montrerPages(etat, retenues.length, parPage);
  vue.montrerAutour(autour, racine);
  vue.montrerCorrections(corrections, etat, () => aller({ ...etat, exact: true, page: 1 }, true));
  vue.montrerAucun(retenues.length ? [] : issues(liste));
  if (!retenues.length && etat.q) montrerTermeVoisin();
  if (annoncer) {
    const corrigees = corrections.map(({ forme }) => `«\u00a0${forme}\u00a0»`).join(", ");
    const phrase = vue.phraseDuResultat(etat, retenues.length, parPage) + (corrigees && `, mot corrigé en ${corrigees}`);
    vue.annoncer(`${phrase}.`, vue.titreDeLaPage(etat, retenues.length, parPage), retenues.length);
    const retour = ecrireEtat(etat).replace(/^\?$/, "");
    // Once the results are painted: writing takes longer than finding.
    setTimeout(() => noterListe({ retour, phrase, fiches: retenues.map(({ slug, titre }) => [slug, titre]) }));
  }
  zone.classList.add("pret");
  montrerPassages(montrees, termes);
}

/** What to do when a card comes near the window. @type {WeakMap<Element, () => void>} */
const aLaVue = new WeakMap();
const guetteur = new IntersectionObserver(
  (entrees) => {
    for (const { target, isIntersecting } of entrees) {
      if (!isIntersecting) continue;
      guetteur.unobserve(target);
      aLaVue.get(target)?.();
    }
  },
  { rootMargin: "100px" },
);

/**
 * Add to each card the sentence that holds the words, once it is about to be seen.
 * @param {Fiche[]} montrees
 * @param {Set<string>} termes
 */
function montrerPassages(montrees, termes) {
  const mien = tour;
  guetteur.disconnect();
  for (const { slug } of montrees) {
    const carte = /** @type {HTMLElement} */ (cartes.get(slug));
    vue.preparerPassage(carte, termes.size > 0);
    if (!termes.size) continue;
    aLaVue.set(carte, () => {
      lireTextes(slug)
        .then((sections) => {
          if (mien === tour) vue.montrerPassage(carte, passage(sections, termes));
        })
        .catch(() => vue.preparerPassage(carte, false));
    });
    guetteur.observe(carte);
  }
}

/** Where nothing answers: the glossary term whose name is nearest to the query. */
async function montrerTermeVoisin() {
  const { autres } = await (moteur ??= chargerMoteur(racine));
  const trigrammes = (/** @type {string} */ texte) => {
    const plie = plier(texte);
    return new Set(Array.from({ length: Math.max(0, plie.length - 2) }, (_, rang) => plie.slice(rang, rang + 3)));
  };
  const voulus = trigrammes(etat.q);
  let meilleur = null;
  let note = 0;
  for (const autre of autres) {
    const siens = trigrammes(autre[1]);
    const communs = [...siens].filter((trigramme) => voulus.has(trigramme)).length / (siens.size + voulus.size || 1);
    if (communs > note) {
      note = communs;
      meilleur = autre;
    }
  }
  if (meilleur) vue.montrerTermeVoisin(meilleur, racine);
}

/** The active filters as chips. */
function jetons() {
  return [...etat.filtres].flatMap(([nom, valeurs]) =>
    valeurs.map((valeur) => ({ nom, valeur, libelle: libelles.get(`${nom}=${valeur}`) ?? valeur })),
  );
}

/**
 * Ways out of an empty result: each filter whose removal gives something, then all of them, then the query.
 * @param {Fiche[]} liste what the query finds
 */
function issues(liste) {
  const sorties = jetons()
    .map(({ nom, valeur, libelle }) => {
      const moins = sansFiltre(etat, nom, valeur);
      return { libelle: `retirer « ${libelle} »`, nombre: filtrer(liste, moins.filtres).length, agir: () => aller(moins, true) };
    })
    .filter((sortie) => sortie.nombre);
  if (compterFiltres(etat) > 1 && liste.length) {
    const moins = { ...etat, filtres: new Map(), page: 1 };
    sorties.push({ libelle: "retirer tous les filtres", nombre: liste.length, agir: () => aller(moins, true) });
  }
  if (etat.q) {
    const moins = { ...etat, q: "", exact: false, page: 1 };
    const nombre = filtrer([...fiches.values()], etat.filtres).length;
    if (nombre) sorties.push({ libelle: `effacer « ${etat.q} »`, nombre, agir: () => aller(moins, true) });
  }
  return sorties;
}

/**
 * Go to a state: new entry in the history, or the same one while a word is being typed.
 * @param {Etat} nouveau
 * @param {boolean} auxResultats whether the focus moves to the results
 * @param {boolean} [remplacer]
 */
async function aller(nouveau, auxResultats, remplacer = false) {
  etat = nouveau;
  const adresse = location.pathname + ecrireEtat(etat).replace(/^\?$/, "");
  try {
    if (remplacer) history.replaceState(null, "", adresse);
    else if (adresse !== location.pathname + location.search) history.pushState(null, "", adresse);
  } catch {
    // Some browsers refuse it to a page opened as a file: the address then stays as it was.
  }
  if (document.activeElement !== champ) champ.value = etat.q;
  choixTri.value = etat.tri;
  await afficher();
  if (auxResultats) vue.allerAuxResultats();
}

/**
 * @param {{ nom: string, valeur: string }} jeton
 * @param {number} rang
 */
async function retirerJeton({ nom, valeur }, rang) {
  await aller(sansFiltre(etat, nom, valeur), false);
  const restants = /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("#filtres-actifs .jeton"));
  if (restants.length) restants[Math.min(rang, restants.length - 1)].focus();
  else vue.allerAuxResultats();
}

function remplirChamps() {
  champ.value = etat.q;
  choixTri.value = etat.tri;
}

filtres.addEventListener("change", () => {
  /** @type {Map<string, string[]>} */
  const choisis = new Map();
  for (const [nom] of connus) {
    const cochees = [...filtres.querySelectorAll(`input[name="${nom}"]:checked`)];
    if (cochees.length) choisis.set(nom, cochees.map((case_) => /** @type {HTMLInputElement} */ (case_).value));
  }
  aller({ ...etat, filtres: choisis, page: 1 }, false);
});
filtres.addEventListener("submit", (evenement) => evenement.preventDefault());

choixTri.addEventListener("change", () => {
  aller({ ...etat, tri: /** @type {Etat["tri"]} */ (choixTri.value), page: 1 }, false);
});

/** @type {number | undefined} */
let frappe;
champ.addEventListener("input", () => {
  clearTimeout(frappe);
  frappe = setTimeout(() => aller({ ...etat, q: champ.value.trim(), exact: false, page: 1 }, false, true), ATTENTE_FRAPPE_MS);
});
champ.form?.addEventListener("submit", (evenement) => {
  evenement.preventDefault();
  clearTimeout(frappe);
  aller({ ...etat, q: champ.value.trim(), exact: false, page: 1 }, false);
});

document.querySelector("#pages")?.addEventListener("click", (evenement) => {
  const lien = /** @type {HTMLElement} */ (evenement.target).closest("a");
  if (!lien || evenement.ctrlKey || evenement.metaKey || evenement.shiftKey) return;
  evenement.preventDefault();
  aller({ ...etat, page: Number(lien.dataset.page) }, true);
});

document.querySelector(".tout-effacer")?.addEventListener("click", () => {
  aller({ ...etat, filtres: new Map(), page: 1 }, true);
});

const ouvrir = /** @type {HTMLButtonElement} */ (document.querySelector(".filtres-ouvrir"));
/** @param {boolean} ouvert */
function ouvrirFiltres(ouvert) {
  filtres.classList.toggle("ouvert", ouvert);
  ouvrir.setAttribute("aria-expanded", String(ouvert));
  // The drawer covers the screen: what is behind can be neither read nor reached meanwhile.
  for (const element of document.querySelectorAll(".entete, .pied, .evitement, main > h1, .resultats-zone, .filtres-ouvrir")) {
    /** @type {HTMLElement} */ (element).inert = ouvert;
  }
  document.body.classList.toggle("tiroir-ouvert", ouvert);
  if (ouvert) filtres.querySelector("input")?.focus();
}
ouvrir.addEventListener("click", () => ouvrirFiltres(true));
document.querySelector(".filtres-fermer")?.addEventListener("click", () => {
  ouvrirFiltres(false);
  vue.allerAuxResultats();
});
// A screen turned or widened has room for both: nothing may stay out of reach.
window.matchMedia("(max-width: 60rem)").addEventListener("change", ({ matches }) => {
  if (!matches && filtres.classList.contains("ouvert")) ouvrirFiltres(false);
});
filtres.addEventListener("keydown", (evenement) => {
  if (evenement.key === "Escape" && filtres.classList.contains("ouvert")) {
    ouvrirFiltres(false);
    ouvrir.focus();
  }
});

window.addEventListener("popstate", () => {
  etat = lireEtat(new URLSearchParams(location.search), connus);
  remplirChamps();
  afficher();
});

brancherExports(document, racine, () => {
  const criteres = [etat.q && `«\u00a0${etat.q}\u00a0»`, ...jetons().map(({ libelle }) => libelle)].filter(Boolean);
  return {
    titre: criteres.length ? `Expériences\u00a0: ${criteres.join(", ")}` : "Toutes les expériences",
    intro: "",
    choix: retenues.map(({ slug }) => ({ id: Number(cartes.get(slug)?.dataset.fiche), note: "" })),
  };
});

remplirChamps();
if (etat.q) vue.dire("Recherche en cours…");
afficher();
