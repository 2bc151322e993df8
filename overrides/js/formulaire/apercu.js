/** The fiche as it will look, from what is typed: nodes only, never HTML. */
import { creer } from "../elements.js";
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
  const secteurs = entete.secteurs.map((/** @type {string} */ id) => puce("secteur", `secteur secteur-${id}`, libelle("secteurs", id)));
  /** @type {Record<string, (Node | string)[]>} */
  const contenus = {
    titre: [entete.titre || "Le titre de la fiche"],
    resume: [entete.resume || "Le résumé"],
    reperes: [
      ...(rang ? [creer("span", { class: `niveau niveau-${rang}` }, creer("span", { class: "barres", "aria-hidden": "true" }), niveau)] : []),
      ...secteurs,
      creer("span", { class: "carte-lieu" }, lieu(entete.lieu, libelle)),
    ],
    niveau: rang ? [`Niveau ${rang} sur ${niveaux.length}\u00a0: `, creer("strong", {}, niveau)] : [],
    justification_niveau: [entete.justification_niveau],
    faits: faits(entete, libelle),
    sections: sections(saisie.sections),
    non_dit: [entete.non_dit],
    sources: entete.sources.map(source),
  };
  for (const place of /** @type {NodeListOf<HTMLElement>} */ (zone.querySelectorAll("[data-apercu]"))) {
    place.replaceChildren(...contenus[place.dataset.apercu ?? ""].map((noeud) => (typeof noeud === "string" ? noeud : noeud.cloneNode(true))));
  }
}

/** @param {string} balise @param {string} classe @param {string} texte */
const puce = (balise, classe, texte) => creer(balise === "li" ? "li" : "span", { class: classe }, texte);

/** @param {Record<string, any>} entete @param {Libelles} libelle */
function faits(entete, libelle) {
  /** @param {string} titre @param {...(Node | string)} valeur */
  const fait = (titre, ...valeur) => creer("div", {}, creer("dt", {}, titre), creer("dd", {}, ...valeur));
  /** @param {string} nom @param {string} titre */
  const liste = (nom, titre) =>
    fait(titre, creer("ul", { class: "puces" }, ...entete[nom].map((/** @type {string} */ id) => creer("li", {}, creer("span", { class: "puce" }, libelle(nom, id))))));
  return [
    fait("Porteur", entete.porteur),
    fait("Lieu", lieu(entete.lieu, libelle)),
    fait("Période", periode(entete.periode)),
    liste("secteurs", "Secteurs"),
    liste("dimensions", "Dimensions"),
    liste("publics", "Publics"),
    liste("roles", "Rôles"),
  ];
}

/** As `gabarits.lieu`. @param {Record<string, string | null>} ou @param {Libelles} libelle */
function lieu(ou, libelle) {
  const region = ou.region ? libelle("lieu.region", ou.region) : "";
  const precision = ou.pays === "France" ? region : ou.pays;
  return ou.commune ? `${ou.commune} (${precision || ou.pays})` : precision || "France";
}

/** As `gabarits.periode`. @param {{ debut: unknown, fin: unknown }} quand */
function periode({ debut, fin }) {
  if (debut && fin) return debut === fin ? `en ${debut}` : `de ${debut} à ${fin}`;
  if (debut) return `à partir de ${debut}`;
  return fin ? `jusqu’en ${fin}` : "dates non précisées";
}

/** @param {Record<string, string>} textes by heading */
function sections(textes) {
  return Object.entries(textes)
    .filter(([, texte]) => texte.trim())
    .map(([titre, texte], rang) =>
      creer("div", rang ? {} : { class: "en-bref" }, creer("p", { class: "apercu-h2" }, titre), ...rendreTexte(texte)),
    );
}

/** @param {Record<string, string | null>} source */
function source({ id, titre, editeur, date }) {
  const details = creer("span", { class: "source-editeur" }, `${editeur}, ${date ? dateEnMots(date) : "sans date"}`);
  return creer("li", { value: (id ?? "").slice(1) }, creer("span", { class: "apercu-lien" }, titre ?? ""), details);
}

/** As `gabarits.date_source`: 2024, « juin 2024 », « 1er juin 2024 ». @param {string} texte */
function dateEnMots(texte) {
  const [annee, mois, jour] = texte.split("-").map(Number);
  if (!mois || mois > 12) return texte;
  const nom = new Intl.DateTimeFormat("fr-FR", { month: "long" }).format(new Date(2000, mois - 1));
  return [jour === 1 ? "1er" : jour, nom, annee].filter(Boolean).join(" ");
}
