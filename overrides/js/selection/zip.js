/**
 * A ZIP archive, its files stored without compression. PKWARE's APPNOTE.TXT 6.3: local headers
 * (4.3.7), central directory (4.3.12), its end (4.3.16); names are UTF-8, which bit 11 of the flags
 * says (4.4.4). Dates are all 1 January 1980, the first that the format can write: the same files
 * give the same bytes.
 */
const VERSION = 20;
const UTF8 = 1 << 11;
const JOUR = (1 << 5) | 1;

/** The CRC-32 of bytes (4.4.7): reversed polynomial 0xEDB88320, bit by bit. @param {Uint8Array} octets */
export function crc32(octets) {
  let crc = ~0;
  for (const octet of octets) {
    crc ^= octet;
    for (let bit = 0; bit < 8; bit += 1) crc = (crc >>> 1) ^ (0xedb88320 & -(crc & 1));
  }
  return ~crc >>> 0;
}

/**
 * Numbers as little-endian bytes.
 * @param {...[valeur: number, taille: 2 | 4]} champs
 */
function nombres(...champs) {
  const octets = [];
  for (const [valeur, taille] of champs) {
    for (let rang = 0; rang < taille; rang += 1) octets.push((valeur >>> (8 * rang)) & 255);
  }
  return new Uint8Array(octets);
}

/**
 * @param {{ nom: string, texte: string }[]} fichiers
 * @returns {Blob}
 */
export function zipper(fichiers) {
  const encodeur = new TextEncoder();
  /** @type {Uint8Array[]} */
  const corps = [];
  /** @type {Uint8Array[]} */
  const repertoire = [];
  /** @param {Uint8Array[]} parties */
  const taille = (parties) => parties.reduce((somme, { length }) => somme + length, 0);
  for (const { nom, texte } of fichiers) {
    const nomme = encodeur.encode(nom);
    const octets = encodeur.encode(texte);
    const debut = taille(corps);
    /** What both headers say: version, flags, method (stored), time, day, CRC, sizes, lengths of name and extra. */
    const commun = nombres(
      [VERSION, 2], [UTF8, 2], [0, 2], [0, 2], [JOUR, 2], [crc32(octets), 4],
      [octets.length, 4], [octets.length, 4], [nomme.length, 2], [0, 2],
    );
    corps.push(nombres([0x04034b50, 4]), commun, nomme, octets);
    // Comment, disk, internal and external attributes: none; then where the file begins.
    const place = nombres([0, 2], [0, 2], [0, 2], [0, 4], [debut, 4]);
    repertoire.push(nombres([0x02014b50, 4], [VERSION, 2]), commun, place, nomme);
  }
  const nombre = fichiers.length;
  const fin = nombres(
    [0x06054b50, 4], [0, 2], [0, 2], [nombre, 2], [nombre, 2], [taille(repertoire), 4], [taille(corps), 4], [0, 2],
  );
  return new Blob(/** @type {BlobPart[]} */ ([...corps, ...repertoire, fin]), { type: "application/zip" });
}
