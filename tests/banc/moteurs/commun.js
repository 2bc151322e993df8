/**
 * Put in every page before its own scripts: what the benchmark asks of an engine's page.
 *
 * Each engine's script completes `banc` with `montre()`, true once the page opened on a query shows
 * its first ten results (or all, when fewer); `interroger(q)`, which makes a query in the open page
 * and gives its times; and `fiches(nombre)`, the slugs of the first fiches found, best first.
 *
 * @typedef {{ duree: number, complet: number }} Temps milliseconds until the results are in the
 *   document, and until nothing of them changes any more (passages)
 */
const banc = (window.banc = { froid: null, apres: [] });

/** The page's changes are over once it has been still so long. */
const CALME_MS = 200;
const ABANDON_MS = 60000;

/**
 * Data that were still on their way when the results were shown, or were asked for later, did not
 * serve to show them. Clocks cannot tell: the server may have answered before the task that shows
 * the results and asks for more is over.
 */
const enRoute = new Set();
const demander = window.fetch;
window.fetch = (ressource, options) => {
  const adresse = new URL(ressource.url ?? ressource, location.href);
  const chemin = adresse.pathname + adresse.search;
  if (banc.froid) banc.apres.push(chemin);
  else enRoute.add(chemin);
  const reponse = demander.call(window, ressource, options);
  const arriver = () => enRoute.delete(chemin);
  reponse.then(arriver, arriver);
  return reponse;
};

/** Note when the results of the opened address are there. Deferred scripts run after « interactive ». */
banc.veiller = () => {
  document.addEventListener(
    "readystatechange",
    () => {
      const verifier = () => {
        if (banc.froid || !banc.montre()) return;
        const duree = performance.now();
        banc.froid = { duree, heure: performance.timeOrigin + duree };
        banc.apres = [...enRoute];
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
 * Act, then wait until `fini` holds and the zone is still.
 * @param {Element} zone
 * @param {() => void} agir
 * @param {() => boolean} fini whether the page shows the answer to what was asked
 * @param {(changement: MutationRecord) => boolean} compte whether a change is of the results themselves
 * @returns {Promise<Temps>}
 */
banc.mesurer = (zone, agir, fini, compte) =>
  new Promise((rendre, refuser) => {
    const temps = { duree: 0, complet: 0 };
    let calme = 0;
    const abandon = setTimeout(() => {
      observateur.disconnect();
      refuser(new Error("aucune réponse"));
    }, ABANDON_MS);
    const observateur = new MutationObserver((changements) => {
      temps.complet = performance.now() - debut;
      if (changements.some(compte)) temps.duree = temps.complet;
      clearTimeout(calme);
      if (!temps.duree || !fini()) return;
      calme = setTimeout(() => {
        clearTimeout(abandon);
        observateur.disconnect();
        rendre(temps);
      }, CALME_MS);
    });
    observateur.observe(zone, { childList: true, subtree: true, characterData: true });
    const debut = performance.now();
    agir();
  });

/** @param {string} adresse @returns {string} the slug of a fiche's address, or "" */
banc.slug = (adresse) => /\/fiches\/([a-z0-9-]+)\//.exec(new URL(adresse, location.href).pathname)?.[1] ?? "";
