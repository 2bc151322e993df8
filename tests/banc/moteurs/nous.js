/** Our catalogue page. */
{
  const phrase = () => document.querySelector("#nombre-resultats")?.textContent ?? "";
  const cartes = () => document.querySelectorAll("#resultats > li[data-slug]");
  /** The sentence names a query, and is not the one that asks to wait. */
  const repond = () => phrase().includes("«") && !/en cours/i.test(phrase());
  const nombre = () => Number(/^[\d\s]+/.exec(phrase())?.[0].replace(/\s/g, "") || 0);

  banc.montre = () =>
    document.querySelector(".catalogue.pret") !== null && repond() && cartes().length >= Math.min(10, nombre());

  banc.interroger = (q) => {
    const champ = document.querySelector("input[name=q]");
    const phraseAvant = phrase();
    return banc.mesurer(
      document.querySelector(".catalogue"),
      () => {
        champ.value = q;
        champ.form.requestSubmit();
      },
      () => repond() && phrase() !== phraseAvant,
      // The list, its sentence and the filters' counts; not the passages that fill the cards later.
      ({ target }) => {
        const element = target instanceof Element ? target : target.parentElement;
        return element !== null && (element.id === "resultats" || element.closest("#nombre-resultats, .compte") !== null);
      },
    );
  };

  banc.fiches = async (nombre) => [...cartes()].slice(0, nombre).map((carte) => carte.dataset.slug);

  banc.veiller();
}
