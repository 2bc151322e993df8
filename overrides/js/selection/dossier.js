/**
 * The handout: title, introduction and contents, then the whole text of each fiche on a new page, with
 * the note, the sources and the lasting link. The texts are those of the fiches' own pages, parsed
 * apart (scripts of a parsed page never run) and taken over node by node.
 *
 * @typedef {import("./adresse.js").Selection} Selection
 * @typedef {import("./fiches.js").Recueil} Recueil
 * @typedef {import("./fiches.js").Fiche} Fiche
 */
import { lireDonnees } from "../donnees.js";
import { creer, pluriel } from "../elements.js";

/** What a fiche's page holds for the screen only. */
const ECRAN = "nav, button, .actions, .ancre, .echelle, .choisir-ligne, .partage, .avec-js, script, style";
const PARTIES = ".chapo, .fiche-mention, .reperes, .fiche-texte > section";
const TITRES = new Map([["H2", "h3"], ["H3", "h4"]]);

/**
 * Fill the handout.
 * @param {HTMLElement} dossier
 * @param {Selection} selection whose fiches are all in the collection
 * @param {Recueil} recueil
 * @param {string} racine
 * @param {string} adresse the whole address of the selection
 * @param {(faites: number) => void} avancer told how many fiches are there
 */
export async function composerDossier(dossier, selection, recueil, racine, adresse, avancer) {
  const fiches = selection.choix.map(({ id }) => /** @type {Fiche} */ (recueil.parId.get(id)));
  let faites = 0;
  const pages = await Promise.all(
    fiches.map(async (fiche) => {
      const texte = await lireDonnees(racine, `${fiche.adresse}index.html`, "text");
      const page = new DOMParser().parseFromString(texte, "text/html");
      if (!page.querySelector(PARTIES)) throw new Error(fiche.adresse);
      avancer((faites += 1));
      return page;
    }),
  );
  const sections = fiches.map((fiche, rang) => {
    const tete = creer("header", {}, creer("p", { class: "dossier-rang" }, `${rang + 1} sur ${fiches.length}`));
    tete.append(creer("h2", { id: `dossier-${fiche.id}` }, fiche.titre));
    tete.append(creer("p", { class: "dossier-lien" }, creer("a", { href: fiche.permanent }, fiche.permanent)));
    const section = creer("section", { class: "dossier-fiche", "aria-labelledby": `dossier-${fiche.id}` }, tete);
    const note = selection.choix[rang].note;
    if (note) section.append(creer("p", { class: "dossier-note" }, creer("strong", {}, "Note\u00a0: "), note));
    section.append(...reprendre(pages[rang], fiche, recueil.site));
    return section;
  });
  dossier.replaceChildren(couverture(selection, fiches, recueil, adresse), ...sections);
}

/**
 * @param {Selection} selection
 * @param {Fiche[]} fiches
 * @param {Recueil} recueil
 * @param {string} adresse
 */
function couverture({ titre, intro }, fiches, { nom, attribution }, adresse) {
  const page = creer("header", { class: "dossier-couverture" }, creer("p", { class: "surtitre" }, `${nom}, dossier de ${pluriel(fiches.length, "fiche")}`));
  page.append(creer("h1", {}, titre || "Sélection de fiches"));
  if (intro) page.append(creer("p", { class: "dossier-intro" }, intro));
  page.append(creer("h2", {}, "Sommaire"));
  const entrees = fiches.map(({ id, titre: fiche, lieu, niveau }) =>
    creer("li", {}, creer("a", { href: `#dossier-${id}` }, fiche), creer("span", { class: "dossier-reperes" }, `${niveau.libelle}, ${lieu}`)),
  );
  page.append(creer("ol", { class: "dossier-sommaire" }, ...entrees));
  page.append(creer("p", { class: "dossier-origine" }, `Textes des fiches\u00a0: ${attribution}. Le titre, l’introduction et les notes sont de la personne qui a composé ce dossier.`));
  page.append(creer("p", { class: "dossier-origine" }, "Cette sélection en ligne\u00a0: ", creer("a", { href: adresse }, adresse)));
  return page;
}

/**
 * The parts of a fiche's page, ready to stand beside those of other fiches.
 * @param {Document} page
 * @param {Fiche} fiche
 * @param {string} site
 */
function reprendre(page, { id, adresse }, site) {
  for (const element of page.querySelectorAll(ECRAN)) element.remove();
  const base = new URL(adresse, site).href;
  return [...page.querySelectorAll(PARTIES)].map((partie) => {
    for (const element of [partie, ...partie.querySelectorAll("[id], [href], [aria-labelledby]")]) {
      if (element.id) element.id = `f${id}-${element.id}`;
      const nom = element.getAttribute("aria-labelledby");
      if (nom) element.setAttribute("aria-labelledby", `f${id}-${nom}`);
      const lien = element.getAttribute("href");
      if (lien !== null) element.setAttribute("href", lien.startsWith("#") ? `#f${id}-${lien.slice(1)}` : new URL(lien, base).href);
    }
    for (const titre of partie.querySelectorAll("h2, h3")) {
      const autre = page.createElement(TITRES.get(titre.tagName) ?? "h4");
      for (const { name, value } of titre.attributes) autre.setAttribute(name, value);
      autre.append(...titre.childNodes);
      titre.replaceWith(autre);
    }
    return document.importNode(partie, true);
  });
}
