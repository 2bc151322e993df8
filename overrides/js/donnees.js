/**
 * Loading the site's data files, over the web or from a folder.
 *
 * Browsers refuse `fetch` to a page opened as a file (`file://`). The archive for computers without a
 * network (`make archive`) therefore holds each data file a second time as a script, which calls
 * `recevoir` with its content.
 *
 * @typedef {{ recevoir: (chemin: string, contenu: unknown) => void }} Guichet
 */

/** Whether the page was opened as a file. */
export const HORS_LIGNE = location.protocol === "file:";

/** @type {Map<string, Promise<any>>} */
const enCours = new Map();

/**
 * A data file, loaded once.
 * @param {string} racine the site's root, relative to this page
 * @param {string} chemin its path from there
 * @param {"json" | "text"} [forme] what it is: an object, or a text to take as it is
 * @returns {Promise<any>}
 */
export function lireDonnees(racine, chemin, forme = "json") {
  let promesse = enCours.get(chemin);
  if (!promesse) {
    promesse = HORS_LIGNE ? parScript(racine, chemin) : parReseau(racine, chemin, forme);
    enCours.set(chemin, promesse);
    promesse.catch(() => enCours.delete(chemin));
  }
  return promesse;
}

/**
 * An address of the site as this page must write it: a folder opened as a file shows no index.
 * @param {string} adresse
 */
export function adressePage(adresse) {
  return HORS_LIGNE ? adresse.replace(/(^|\/)(?=$|[?#])/, "$1index.html") : adresse;
}

/** @param {string} racine @param {string} chemin @param {"json" | "text"} forme */
async function parReseau(racine, chemin, forme) {
  const reponse = await fetch(racine + chemin);
  if (!reponse.ok) throw new Error(`${chemin}: ${reponse.status}`);
  return reponse[forme]();
}

/** @param {string} racine @param {string} chemin */
function parScript(racine, chemin) {
  return new Promise((resolve, reject) => {
    const page = /** @type {{ coteACote?: Guichet & { attentes: Map<string, (contenu: unknown) => void> } }} */ (
      /** @type {unknown} */ (window)
    );
    page.coteACote ??= {
      attentes: new Map(),
      recevoir(nom, contenu) {
        this.attentes.get(nom)?.(contenu);
      },
    };
    page.coteACote.attentes.set(chemin, resolve);
    const script = document.createElement("script");
    script.src = `${racine}${chemin}.js`;
    script.onerror = () => reject(new Error(chemin));
    document.head.append(script);
  });
}
