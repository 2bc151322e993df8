/**
 * A selection as a Common Cartridge: a package of web links that course platforms import.
 *
 * Specifications (IMS Global, now 1EdTech): Common Cartridge Profile 1.1 and 1.3, and their schemas
 * ccv1p?_imscp_v1p2_v1p0.xsd (manifest: metadata, organizations, resources, in this order; one
 * organization, "rooted-hierarchy", whose one item has no title and holds all others, which have one),
 * ccv1p?_lommanifest_v1p0.xsd (metadata; `copyrightAndOtherRestrictions` before `description`) and
 * ccv1p?_imswl_v1p?.xsd (a web link: title, then url with its href). A web link's resource has exactly
 * one file and no href.
 *
 * What importers ask beyond that, read in Moodle's source (backup/converter/imscc11/lib.php,
 * backup/cc/cc2moodle.php, entity11.resource.class.php): version 1.1 and no other; the manifest's
 * default namespace in its first 500 characters; elements without a prefix; children of the nameless
 * item become the course's sections, so one item named as the selection holds the links. Version 1.3:
 * Canvas, Sakai and Chamilo document that they read it.
 *
 * @typedef {import("./adresse.js").Selection} Selection
 * @typedef {import("./fiches.js").Recueil} Recueil
 * @typedef {"1" | "3"} Version the minor number
 */
import { ecrireSelection } from "./adresse.js";
import { crc32, zipper } from "./zip.js";

const ECHAPPES = new Map([["&", "&amp;"], ["<", "&lt;"], [">", "&gt;"], ['"', "&quot;"], ["'", "&apos;"]]);
// What XML 1.0 (2.2, "Characters") has no way to write.
const IMPOSSIBLES = /[^\t\n\r\x20-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu;

/** @param {string} texte */
const xml = (texte) =>
  texte.replace(IMPOSSIBLES, "").replace(/[&<>"']/g, (signe) => /** @type {string} */ (ECHAPPES.get(signe)));

/**
 * @param {Selection} selection whose fiches are all in the collection
 * @param {Recueil} recueil
 * @param {Version} version
 */
export function cartouche(selection, recueil, version) {
  const liens = selection.choix.map(({ id, note }) => {
    const fiche = /** @type {import("./fiches.js").Fiche} */ (recueil.parId.get(id));
    return { id, titre: fiche.titre, permanent: fiche.permanent, note };
  });
  return zipper([
    { nom: "imsmanifest.xml", texte: manifeste(selection, liens, recueil, version) },
    ...liens.map(({ id, titre, permanent }) => ({ nom: `liens/${id}.xml`, texte: lienWeb(titre, permanent, version) })),
  ]);
}

/**
 * @param {Selection} selection
 * @param {{ id: number, titre: string, note: string }[]} liens
 * @param {Recueil} recueil
 * @param {Version} version
 */
function manifeste(selection, liens, { nom, attribution }, version) {
  const espace = `http://www.imsglobal.org/xsd/imsccv1p${version}/imscp_v1p1`;
  const lom = `http://ltsc.ieee.org/xsd/imsccv1p${version}/LOM/manifest`;
  const schemas = `http://www.imsglobal.org/profile/cc/ccv1p${version}`;
  const titre = selection.titre || `Sélection de fiches de ${nom}`;
  const notes = liens.filter(({ note }) => note).map(({ titre: fiche, note }) => `${fiche}\u00a0: ${note}`);
  const description = [selection.intro, ...notes].filter(Boolean).join("\n\n");
  const empreinte = crc32(new TextEncoder().encode(ecrireSelection(selection))).toString(16);
  /** @param {string} texte */
  const chaine = (texte) => `<lomimscc:string language="fr">${xml(texte)}</lomimscc:string>`;
  return `<?xml version="1.0" encoding="UTF-8"?>
<manifest xmlns="${espace}" xmlns:lomimscc="${lom}" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" identifier="selection-${empreinte}" xsi:schemaLocation="${espace} ${schemas}/ccv1p${version}_imscp_v1p2_v1p0.xsd ${lom} ${schemas}/LOM/ccv1p${version}_lommanifest_v1p0.xsd">
<metadata>
<schema>IMS Common Cartridge</schema>
<schemaversion>1.${version}.0</schemaversion>
<lomimscc:lom>
<lomimscc:general>
<lomimscc:title>${chaine(titre)}</lomimscc:title>
<lomimscc:language>fr</lomimscc:language>
${description && `<lomimscc:description>${chaine(description)}</lomimscc:description>\n`}</lomimscc:general>
<lomimscc:rights>
<lomimscc:copyrightAndOtherRestrictions><lomimscc:value>yes</lomimscc:value></lomimscc:copyrightAndOtherRestrictions>
<lomimscc:description>${chaine(attribution)}</lomimscc:description>
</lomimscc:rights>
</lomimscc:lom>
</metadata>
<organizations>
<organization identifier="organisation" structure="rooted-hierarchy">
<item identifier="racine">
<item identifier="dossier">
<title>${xml(titre)}</title>
${liens.map(({ id, titre: fiche }) => `<item identifier="fiche-${id}" identifierref="lien-${id}"><title>${xml(fiche)}</title></item>`).join("\n")}
</item>
</item>
</organization>
</organizations>
<resources>
${liens.map(({ id }) => `<resource identifier="lien-${id}" type="imswl_xmlv1p${version}"><file href="liens/${id}.xml"/></resource>`).join("\n")}
</resources>
</manifest>
`;
}

/** @param {string} titre @param {string} adresse @param {Version} version */
function lienWeb(titre, adresse, version) {
  const espace = `http://www.imsglobal.org/xsd/imsccv1p${version}/imswl_v1p${version}`;
  const schema = `http://www.imsglobal.org/profile/cc/ccv1p${version}/ccv1p${version}_imswl_v1p${version}.xsd`;
  return `<?xml version="1.0" encoding="UTF-8"?>
<webLink xmlns="${espace}" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="${espace} ${schema}">
<title>${xml(titre)}</title>
<url href="${xml(adresse)}"/>
</webLink>
`;
}
