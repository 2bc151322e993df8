/**
 * Copying a text: what was done is shown at the bottom of the window and announced. Where the browser
 * refuses, the text comes in a field, selected, for the visitor to copy.
 */
const DUREE_MS = 6000;

/** @type {{ phrase: HTMLElement, champ: HTMLTextAreaElement, repli: HTMLElement } | undefined} */
let zone;
/** @type {number | undefined} */
let effacement;
/** What was pressed last: the focus goes back to it. @type {HTMLElement | null} */
let origine = null;

/** Prepare the place where copies are announced: a status must be in the page before it says anything. */
export function preparerCopie() {
  if (zone) return zone;
  const cadre = document.createElement("div");
  cadre.className = "copie";
  const phrase = document.createElement("p");
  phrase.className = "copie-phrase";
  phrase.setAttribute("role", "status");
  const repli = document.createElement("div");
  repli.className = "copie-repli";
  repli.hidden = true;
  const champ = document.createElement("textarea");
  champ.readOnly = true;
  champ.rows = 3;
  champ.setAttribute("aria-label", "Texte à copier");
  const fermer = document.createElement("button");
  fermer.type = "button";
  fermer.className = "bouton-discret";
  fermer.textContent = "Fermer";
  fermer.addEventListener("click", replier);
  repli.addEventListener("keydown", (evenement) => {
    if (evenement.key === "Escape") replier();
  });
  repli.append(champ, fermer);
  cadre.append(phrase, repli);
  (document.querySelector("main") ?? document.body).append(cadre);
  zone = { phrase, champ, repli };
  return zone;
}

/**
 * Copy a text.
 * @param {string} texte
 * @param {string} fait what to say then
 * @param {HTMLElement} bouton what was pressed
 */
export async function copier(texte, fait, bouton) {
  const { champ, repli } = preparerCopie();
  origine = bouton;
  try {
    await navigator.clipboard.writeText(texte);
    repli.hidden = true;
    dire(fait);
    effacement = setTimeout(() => dire(""), DUREE_MS);
  } catch {
    dire("Votre navigateur n’a pas laissé copier. Le texte est sélectionné\u00a0: copiez-le vous-même.");
    champ.value = texte;
    repli.hidden = false;
    champ.focus();
    champ.select();
  }
}

/** @param {string} texte */
function dire(texte) {
  const { phrase } = preparerCopie();
  clearTimeout(effacement);
  phrase.textContent = "";
  // Emptied first, so that the same words are announced again.
  if (texte) requestAnimationFrame(() => (phrase.textContent = texte));
}

function replier() {
  const { repli } = preparerCopie();
  repli.hidden = true;
  dire("");
  origine?.focus();
}
