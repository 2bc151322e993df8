/** The fiche as it will look, from what is typed: nodes only, never HTML. */
import { creer } from "../elements.js";
import { composer } from "../typographie.js";
import { rendreTexte } from "./texte-riche.js";

/**
 * @typedef {import("./saisie.js").Saisie} Saisie
 * @typedef {(nom: string, valeur: string) => string} Libelles the label of a value of a field
 */

/**
 * @param {Element} zone
 * @param {Saisie} saisie
 * @param {string[]} niveaux every level, from the first step
 * @param {Libelles} libelle
 */
export function montrerApercu(zone, saisie, niveaux, libelle) {
  const { entete } = saisie;
  const rang = niveaux.indexOf(entete.niveau) + 1;
  const niveau = rang ? libelle("niveau", entete.niveau) : "";
  /** @type {Record<string, (Node | string)[]>} */
  const contenus = {
    titre: [composer(entete.titre || "Le titre de la fiche")],
    resume: [composer(entete.resume || "Le résumé")],
    reperes: [
      ...(rang ? [creer("span", { class: `niveau niveau-${rang}` }, creer("span", { class: "barres", "aria-hidden": "true" }), niveau)] : []),
      ...entete.secteurs.map((/** @type {string} */ id) => creer("span", { class: `secteur secteur-${id}` }, libelle("secteurs", id))),
      creer("span", { class: "carte-lieu" }, lieu(entete.lieu, libelle)),
    ],
    niveau: rang ? [`Niveau ${rang} sur ${niveaux.length}\u00a0: `, creer("strong", {}, niveau)] : [],
    justification_niveau: [composer(entete.justification_niveau)],
    faits: faits(entete, libelle),
    sections: sections(saisie.sections),
    non_dit: [composer(entete.non_dit)],
    sources: entete.sources.filter((/** @type {Record<string, string>} */ { titre }) => titre).map(source),
  };
  // What stands twice, on the card and on the page, is text: a node could only be in one place.
  for (const [nom, contenu] of Object.entries(contenus)) {
    for (const place of zone.querySelectorAll(`[data-apercu="${nom}"]`)) place.replaceChildren(...contenu);
  }
}

/** @param {Record<string, any>} entete @param {Libelles} libelle */
function faits(entete, libelle) {
  /** @param {string} titre @param {...(Node | string)} valeur */
  const fait = (titre, ...valeur) => creer("div", {}, creer("dt", {}, titre), creer("dd", {}, ...valeur));
  /** @param {string} nom @param {string} singulier @param {string} pluriel */
  const liste = (nom, singulier, pluriel) => {
    const puces = entete[nom].map((/** @type {string} */ id) => creer("li", {}, creer("span", { class: nom === "secteurs" ? `puce secteur secteur-${id}` : "puce" }, libelle(nom, id))));
    return puces.length ? [fait(puces.length > 1 ? pluriel : singulier, creer("ul", { class: "puces" }, ...puces))] : [];
  };
  return [
    ...(entete.porteur ? [fait("Porteur", composer(entete.porteur))] : []),
    fait("Lieu", lieu(entete.lieu, libelle)),
    fait("Période", periode(entete.periode)),
    ...liste("secteurs", "Secteur", "Secteurs"),
    ...liste("dimensions", "Dimension", "Dimensions"),
    ...liste("publics", "Public", "Publics"),
    ...liste("roles", "Rôle", "Rôles"),
  ];
}

/** As `gabarits.lieu`. @param {Record<string, string | null>} ou @param {Libelles} libelle */
function lieu(ou, libelle) {
  const region = ou.region ? libelle("lieu.region", ou.region) : "";
  const precision = ou.pays === "France" ? region : ou.pays;
  return composer(ou.commune ? `${ou.commune} (${precision || ou.pays})` : precision || "France");
}

/** As `gabarits.periode`. @param {{ debut: unknown, fin: unknown }} quand */
function periode({ debut, fin }) {
  if (debut && fin) return debut === fin ? `en ${debut}` : `de ${debut} à ${fin}`;
  if (debut) return `à partir de ${debut}`;
  return fin ? `jusqu’en ${fin}` : "dates non précisées";
}

/** The parts of the story that have a text; the first of all is the easy one. @param {Record<string, string>} textes by heading */
function sections(textes) {
  return Object.entries(textes).flatMap(([titre, texte], rang) =>
    texte.trim() ? [creer("div", rang ? {} : { class: "en-bref" }, creer("p", { class: "apercu-h2" }, composer(titre)), ...rendreTexte(texte))] : [],
  );
}

/** @param {Record<string, string | null>} source */
function source({ id, titre, editeur, date }) {
  const details = composer([editeur, date ? dateEnMots(date) : "sans date"].filter(Boolean).join(", "));
  return creer("li", { value: (id ?? "").slice(1) }, creer("span", { class: "apercu-lien" }, composer(titre ?? "")), creer("span", { class: "source-editeur" }, details));
}

/** As `gabarits.date_source`: 2024, « juin 2024 », « 1er juin 2024 ». @param {string} texte */
function dateEnMots(texte) {
  const [annee, mois, jour] = texte.split("-").map(Number);
  if (!mois || mois > 12) return texte;
  const nom = new Intl.DateTimeFormat("fr-FR", { month: "long" }).format(new Date(2000, mois - 1));
  return [jour === 1 ? "1er" : jour, nom, annee].filter(Boolean).join(" ");
}
