/**
 * The text of a fiche: sections, citations, links, and the syntax that is refused there; see
 * `scripts/recueil/corps.py`, whose patterns come with the rules.
 *
 * @typedef {import("./ecriture.js").Ligne} Ligne
 * @typedef {import("./constats.js").Noter} Noter
 * @typedef {{ titre: string, lieu: Ligne, lignes: Ligne[], texte: string }} Section
 */
import { suggerer } from "./suggestions.js";
import { debut, motif } from "./textes.js";

/**
 * Cut a body into its sections, and say what is wrong with headings and their order.
 * @param {Ligne[]} corps
 * @param {any} regles
 * @param {Noter} noter
 * @returns {Section[]}
 */
export function decouper(corps, regles, noter) {
  /** @type {Section[]} */
  const sections = [];
  let precedente = "";
  for (const ligne of corps) {
    const trouve = motif(regles.motifs.titre).exec(ligne.texte);
    const titre = trouve ? trouve[2].replace(/[# ]+$/, "").trim() : "";
    if (trouve?.[1] === "##" && titre) sections.push({ titre, lieu: ligne, lignes: [], texte: "" });
    else if (trouve) noter(ligne, trouve[1] === "#" ? "titre-de-page" : "niveau-de-titre");
    else if (precedente && motif(regles.motifs.souligne).test(ligne.texte)) noter(ligne, "titre-souligne");
    else sections.at(-1)?.lignes.push(ligne);
    precedente = ligne.texte.trim();
  }
  for (const section of sections) {
    section.texte = section.lignes.map(({ texte }) => texte).join("\n").trim();
  }
  verifierTitres(sections, regles.sections, noter);
  return sections;
}

/**
 * @param {Section[]} sections
 * @param {{ titre: string, obligatoire: boolean, aide: string }[]} prevus
 * @param {Noter} noter
 */
function verifierTitres(sections, prevus, noter) {
  const titres = prevus.map((prevu) => prevu.titre);
  /** @type {Map<string, number>} */
  const vus = new Map();
  let dernier = -1;
  for (const { titre, lieu, texte } of sections) {
    const rang = titres.indexOf(titre);
    if (rang < 0) {
      const admis = titres.map((prevu) => /** @type {[string, string]} */ ([prevu, `## ${prevu}`]));
      noter(lieu, "section-inconnue", { titre, suggestion: suggerer(titre, admis, titres) });
    } else if (vus.has(titre)) {
      noter(lieu, "section-en-double", { titre, premiere: vus.get(titre) });
    } else {
      vus.set(titre, lieu.numero);
      if (rang < dernier) noter(lieu, "section-mal-placee", { titre, place: place(titres, titre, vus) });
      dernier = Math.max(dernier, rang);
      const { obligatoire, aide } = prevus[rang];
      if (!texte) noter(lieu, obligatoire ? "section-obligatoire-vide" : "section-vide", { titre, aide });
    }
  }
}

/**
 * Where a section belongs: after the nearest earlier one that is there.
 * @param {string[]} titres
 * @param {string} titre
 * @param {Map<string, number>} presents
 */
function place(titres, titre, presents) {
  const avant = titres.slice(0, titres.indexOf(titre)).findLast((autre) => presents.has(autre));
  return avant ? `après « ${avant} »` : "en tête du texte";
}

/**
 * Say everything a body may not hold: HTML, attribute lists, images, code, odd links.
 * @param {Ligne[]} corps
 * @param {any} regles
 * @param {Noter} noter
 */
export function verifierSyntaxe(corps, regles, noter) {
  const permises = [regles.motifs.adresse_web, regles.motifs.lien_interne].map((source) => motif(source));
  let dansUneListe = false;
  for (const ligne of corps) {
    for (const [code, source] of regles.refuses) {
      const trouve = code === "bloc-de-code" && dansUneListe ? null : motif(source).exec(ligne.texte);
      if (trouve) noter(ligne, code, { extrait: trouve[0] }, trouve.index);
    }
    for (const { adresse, colonne, ferme } of liens(ligne, regles)) {
      if (!ferme) noter(ligne, "lien-mal-ecrit", { extrait: debut(ligne.texte.slice(colonne), 60) }, colonne);
      else if (!permises.some((permise) => permise.test(adresse))) noter(ligne, "lien-interdit", { adresse }, colonne);
    }
    dansUneListe = Boolean(ligne.texte.trim()) && (dansUneListe || motif(regles.motifs.liste).test(ligne.texte));
  }
  verifierCrochets(corps, regles, noter);
}

/**
 * Say which brackets do not go by two on one level, once a line: a link's text may run over lines.
 * @param {Ligne[]} corps
 * @param {any} regles
 * @param {Noter} noter
 */
function verifierCrochets(corps, regles, noter) {
  const texte = corps.map((ligne) => ligne.texte).join("\n");
  const reste = texte.replace(motif(regles.motifs.entre_crochets, "gu"), (paire) => paire.replace(/[^\n]/g, " "));
  for (const [rang, contenu] of reste.split("\n").entries()) {
    const seul = contenu.search(/[[\]]/);
    if (seul >= 0) noter(corps[rang], "crochet-seul", { extrait: debut(corps[rang].texte.slice(seul), 30) }, seul);
  }
}

/**
 * Every link of a line: its address, the column where it seems to start, whether it is closed.
 * @param {Ligne} ligne
 * @param {any} regles
 */
function liens({ texte }, regles) {
  return [...texte.matchAll(motif(regles.motifs.adresse_de_lien, "gu"))].map((lien) => {
    const crochet = lien.index ? texte.lastIndexOf("[", lien.index - 1) : -1;
    return { adresse: lien[1], colonne: crochet < 0 ? lien.index : crochet, ferme: Boolean(lien[2]) };
  });
}

/**
 * Every link to a fiche, a term or a view of the catalogue.
 * @param {Ligne[]} corps
 * @param {any} regles
 */
export function liensInternes(corps, regles) {
  return corps.flatMap((ligne) =>
    liens(ligne, regles).flatMap(({ adresse, colonne }) => {
      const interne = motif(regles.motifs.lien_interne).exec(adresse);
      return interne ? [{ sorte: interne[1], cible: interne[2], ligne, colonne }] : [];
    }),
  );
}

/**
 * Every source cited, in order; near misses such as `[S1, S2]` are said.
 * @param {Ligne[]} corps
 * @param {any} regles
 * @param {Noter} noter
 */
export function citations(corps, regles, noter) {
  const entiere = motif(`^(?:${regles.motifs.citation})$`);
  return corps.flatMap((ligne) => {
    for (const presque of ligne.texte.matchAll(motif(regles.motifs.presque_citation, "gu"))) {
      if (!entiere.test(presque[0])) noter(ligne, "citation-mal-ecrite", { extrait: presque[0] }, presque.index);
    }
    const trouvees = [...ligne.texte.matchAll(motif(regles.motifs.citation, "gu"))];
    return trouvees.map((citation) => ({ source: citation[1], ligne, colonne: citation.index }));
  });
}

/**
 * The paragraphs of a section, each with the line where it starts.
 * @param {Section} section
 */
export function paragraphes({ lignes }) {
  /** @type {{ ligne: Ligne, texte: string }[]} */
  const trouves = [];
  let dedans = false;
  for (const ligne of lignes) {
    const pleine = Boolean(ligne.texte.trim());
    if (pleine && dedans) trouves[trouves.length - 1].texte += `\n${ligne.texte}`;
    else if (pleine) trouves.push({ ligne, texte: ligne.texte });
    dedans = pleine;
  }
  return trouves;
}
