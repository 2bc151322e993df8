/**
 * Checks across a fiche: what the text cites, and advice; see `scripts/recueil/controles.py`.
 *
 * @typedef {import("./ecriture.js").Ligne} Ligne
 * @typedef {import("./constats.js").Noter} Noter
 * @typedef {import("./corps.js").Section} Section
 * @typedef {{ source: string, ligne: Ligne, colonne: number }} Citation
 * @typedef {(champ: string) => import("./constats.js").Lieu} Situer
 */
import { plier } from "../recherche/normalisation.js";
import { paragraphes } from "./corps.js";
import { motif } from "./textes.js";

/**
 * Every cited source is listed once, every listed source is cited.
 * @param {any} sources
 * @param {Citation[]} citees
 * @param {any} regles
 * @param {Situer} situer
 * @param {Noter} noter
 */
export function verifierSources(sources, citees, regles, situer, noter) {
  const forme = motif(regles.schema.properties.sources.items.properties.id.pattern);
  if (!Array.isArray(sources)) return;
  const noms = sources.map((source) => String(source?.id).trim());
  const arret = noms.findIndex((nom) => !forme.test(nom));
  noms.slice(0, arret < 0 ? noms.length : arret).forEach((source, rang) => {
    if (noms.indexOf(source) < rang) noter(situer(`sources.${rang}.id`), "source-en-double", { source });
  });
  if (arret >= 0) return;
  const connues = [...new Set(noms)];
  const suggestion = connues.length ? `Sources de la fiche : ${connues.join(", ")}.` : "Ajoutez-la au champ sources.";
  for (const { source, ligne, colonne } of citees) {
    if (!connues.includes(source)) noter(ligne, "source-inconnue", { source, suggestion }, colonne);
  }
  for (const source of connues.filter((nom) => !citees.some((citation) => citation.source === nom))) {
    noter(situer(`sources.${noms.indexOf(source)}.id`), "source-non-citee", { source });
  }
}

/**
 * Advice on a text: paragraphs without a source, and what makes « En bref » easy to read.
 * @param {Section[]} sections
 * @param {Citation[]} citees
 * @param {any} regles
 * @param {Noter} noter
 */
export function conseiller(sections, citees, regles, noter) {
  for (const section of sections) {
    if (section.titre === regles.en_bref) {
      conseillerEnBref(section, regles, noter);
      for (const { source, ligne, colonne } of citees) {
        if (section.lignes.includes(ligne)) noter(ligne, "citation-dans-en-bref", { source }, colonne);
      }
    }
    if (regles.sans_source.includes(section.titre)) continue;
    for (const { ligne, texte } of paragraphes(section)) {
      const annonce = texte.trimEnd().endsWith(":");
      if (!annonce && !motif(regles.motifs.renvoi).test(texte)) noter(ligne, "paragraphe-sans-source");
    }
  }
}

/**
 * @param {Section} section
 * @param {any} regles
 * @param {Noter} noter
 */
function conseillerEnBref({ texte, lieu }, regles, noter) {
  const { mots: maximum } = regles.limites;
  const [moins, plus] = regles.limites.phrases;
  const phrases = texte.replace(/\s+/gu, " ").trim().split(motif(regles.motifs.fin_de_phrase)).filter(Boolean);
  if (phrases.length < moins || phrases.length > plus) noter(lieu, "en-bref-longueur", { phrases: phrases.length });
  for (const phrase of phrases) {
    const mots = phrase.match(motif(regles.motifs.mot, "gu"))?.length ?? 0;
    const extrait = phrase.split(" ").slice(0, 6).join(" ");
    if (mots > maximum) noter(lieu, "phrase-longue", { mots, maximum, extrait });
  }
}

/**
 * Advice on the keywords that the search finds without them.
 * @param {any} entete
 * @param {Section[]} sections
 * @param {any} regles
 * @param {Situer} situer
 * @param {Noter} noter
 */
export function conseillerMotsCles({ titre, resume, porteur, mots_cles }, sections, regles, situer, noter) {
  const dansLOrdre = (/** @type {string[]} */ textes) =>
    ` ${(plier(textes.join(" ")).match(motif(regles.motifs.mot, "gu")) ?? []).join(" ")} `;
  const texte = dansLOrdre([titre, resume, porteur, ...sections.map((section) => section.texte)]);
  mots_cles.forEach((/** @type {string} */ mot, /** @type {number} */ rang) => {
    if (texte.includes(dansLOrdre([mot]))) noter(situer(`mots_cles.${rang}`), "mot-cle-inutile", { mot: mot.trim() });
  });
}
