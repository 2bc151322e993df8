/**
 * Suggestions under a search box: fiches, glossary terms and themes whose name holds what is typed.
 *
 * Pattern: WAI-ARIA Authoring Practices, "Editable Combobox With List Autocomplete": the focus stays
 * in the box, arrows move through the list, Enter opens, Escape closes.
 *
 * @typedef {[sorte: string, titre: string, adresse: string, autres: string]} Entree
 */
import { adressePage, lireDonnees } from "./donnees.js";
import { plier } from "./recherche/normalisation.js";

const LETTRES_MIN = 2;
const NOMBRE_MAX = 7;

/**
 * The entries in which each word typed begins a word, names that begin so first.
 * @param {Entree[]} entrees
 * @param {string} texte
 * @returns {Entree[]}
 */
export function suggerer(entrees, texte) {
  const voulus = plier(texte).match(/[a-z0-9]+/g) ?? [];
  if (voulus.join("").length < LETTRES_MIN) return [];
  const notes = entrees.flatMap((entree, rang) => {
    const nom = ` ${(plier(entree[1]).match(/[a-z0-9]+/g) ?? []).join(" ")} `;
    const tous = `${nom}| ${(plier(entree[3]).match(/[a-z0-9]+|;/g) ?? []).join(" ")} `;
    if (!voulus.every((mot) => tous.includes(` ${mot}`))) return [];
    const exact = tous.includes(` ${voulus.join(" ")} `) ? 0 : 1;
    return [{ entree, note: exact * 2 + (nom.startsWith(` ${voulus.join(" ")}`) ? 0 : 1), rang }];
  });
  notes.sort((a, b) => a.note - b.note || a.rang - b.rang);
  return notes.slice(0, NOMBRE_MAX).map(({ entree }) => entree);
}

/**
 * @param {Document} page
 */
export function brancherSuggestions(page) {
  const champ = /** @type {HTMLInputElement | null} */ (page.querySelector("input[name=q]"));
  const formulaire = champ?.form;
  if (!champ || !formulaire) return;
  const racine = formulaire.dataset.racine ?? "";
  const liste = page.createElement("ul");
  liste.id = "suggestions";
  liste.className = "suggestions";
  liste.setAttribute("role", "listbox");
  liste.setAttribute("aria-label", "Suggestions");
  liste.hidden = true;
  champ.closest(".recherche-ligne, .recherche")?.append(liste);
  for (const [nom, valeur] of Object.entries({
    role: "combobox",
    "aria-autocomplete": "list",
    "aria-expanded": "false",
    "aria-controls": liste.id,
  })) {
    champ.setAttribute(nom, valeur);
  }

  let choix = -1;
  let tour = 0;

  function fermer() {
    tour += 1;
    choix = -1;
    liste.hidden = true;
    liste.replaceChildren();
    champ?.setAttribute("aria-expanded", "false");
    champ?.removeAttribute("aria-activedescendant");
  }

  /** @param {number} nouveau */
  function designer(nouveau) {
    const options = [...liste.children];
    options[choix]?.setAttribute("aria-selected", "false");
    choix = nouveau;
    options[choix]?.setAttribute("aria-selected", "true");
    options[choix]?.scrollIntoView({ block: "nearest" });
    if (choix >= 0) champ?.setAttribute("aria-activedescendant", options[choix].id);
    else champ?.removeAttribute("aria-activedescendant");
  }

  async function proposer() {
    const mien = ++tour;
    let trouvees = /** @type {Entree[]} */ ([]);
    try {
      trouvees = suggerer(await lireDonnees(racine, "recherche/suggestions.json"), champ?.value ?? "");
    } catch {
      // Without suggestions the box still searches.
    }
    if (mien !== tour) return;
    if (!trouvees.length) {
      fermer();
      return;
    }
    liste.replaceChildren(...trouvees.map((entree, rang) => option(page, entree, rang, racine)));
    liste.hidden = false;
    champ?.setAttribute("aria-expanded", "true");
    designer(-1);
  }

  champ.addEventListener("input", proposer);
  champ.addEventListener("blur", () => setTimeout(fermer, 150));
  champ.addEventListener("keydown", (evenement) => {
    if (evenement.key === "Escape" && !liste.hidden) {
      evenement.preventDefault();
      fermer();
    } else if (evenement.key === "ArrowDown" || evenement.key === "ArrowUp") {
      if (liste.hidden) return;
      evenement.preventDefault();
      const nombre = liste.children.length;
      const pas = evenement.key === "ArrowDown" ? 1 : -1;
      // From the box (-1) through the options and back to the box.
      designer(((choix + 1 + pas + nombre + 1) % (nombre + 1)) - 1);
    } else if (evenement.key === "Enter" && choix >= 0) {
      evenement.preventDefault();
      location.href = /** @type {HTMLElement} */ (liste.children[choix]).dataset.adresse ?? "";
    } else if (evenement.key === "Enter") {
      fermer();
    }
  });
  // The blur that a press would cause comes before its click.
  liste.addEventListener("pointerdown", (evenement) => evenement.preventDefault());
  liste.addEventListener("click", (evenement) => {
    const choisie = /** @type {HTMLElement} */ (evenement.target).closest("li");
    if (choisie?.dataset.adresse) location.href = choisie.dataset.adresse;
  });
}

/**
 * @param {Document} page
 * @param {Entree} entree
 * @param {number} rang
 * @param {string} racine
 */
function option(page, [sorte, titre, adresse], rang, racine) {
  const element = page.createElement("li");
  element.id = `suggestion-${rang}`;
  element.setAttribute("role", "option");
  element.setAttribute("aria-selected", "false");
  element.dataset.adresse = racine + adressePage(adresse);
  const nature = page.createElement("span");
  nature.className = "suggestion-sorte";
  nature.textContent = sorte;
  element.append(titre, " ", nature);
  return element;
}
