/**
 * Put in every page before its own scripts: what the benchmark asks of an engine's page.
 *
 * Each engine's script completes `banc` with `montre()`, true once the page opened on a query shows
 * its first ten results (or all, when fewer); `interroger(q)`, which makes a query in the open page
 * and gives the milliseconds until its results are in the document; and `fiches()`, the addresses
 * of the results shown, best first.
 *
 * @typedef {{ montre: () => boolean, interroger: (q: string) => Promise<number>,
 *   fiches: (nombre: number) => Promise<string[]>, froid: null | { duree: number, heure: number } }} Banc
 */
const banc = /** @type {Banc} */ (window.banc = { froid: null });

/** The page's changes are over once it has been still so long. */
banc.CALME_MS = 200;
banc.ABANDON_MS = 60000;

/** Note when the results of the opened address are there. Deferred scripts run after « interactive ». */
banc.veiller = () => {
  document.addEventListener(
    "readystatechange",
    () => {
      const verifier = () => {
        if (banc.froid || !banc.montre()) return;
        const duree = performance.now();
        banc.froid = { duree, heure: performance.timeOrigin + duree };
        observateur.disconnect();
      };
      const observateur = new MutationObserver(verifier);
      observateur.observe(document, { childList: true, subtree: true, characterData: true, attributes: true });
      verifier();
    },
    { once: true },
  );
};

/**
 * Act, then wait until `fini` holds and the zone is still; the time is that of its last change.
 * @param {Element} zone
 * @param {() => void} agir
 * @param {(changements: MutationRecord[]) => boolean} fini told the changes since the action
 * @returns {Promise<number>} milliseconds
 */
banc.mesurer = (zone, agir, fini) =>
  new Promise((rendre, refuser) => {
    let dernier = 0;
    let calme = 0;
    /** @type {MutationRecord[]} */
    const tous = [];
    const abandon = setTimeout(() => {
      observateur.disconnect();
      refuser(new Error("aucune réponse"));
    }, banc.ABANDON_MS);
    const observateur = new MutationObserver((changements) => {
      dernier = performance.now();
      tous.push(...changements);
      clearTimeout(calme);
      if (!fini(tous)) return;
      calme = setTimeout(() => {
        clearTimeout(abandon);
        observateur.disconnect();
        rendre(dernier - debut);
      }, banc.CALME_MS);
    });
    observateur.observe(zone, { childList: true, subtree: true, characterData: true });
    const debut = performance.now();
    agir();
  });

/** @param {string} adresse @returns {string} the slug of a fiche's address, or "" */
banc.slug = (adresse) => /\/fiches\/([a-z0-9-]+)\//.exec(new URL(adresse, location.href).pathname)?.[1] ?? "";
