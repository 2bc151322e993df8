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
    const zone = document.querySelector(".catalogue");
    const champ = document.querySelector("input[name=q]");
    const compteur = document.querySelector("#nombre-resultats");
    return banc.mesurer(
      zone,
      () => {
        champ.value = q;
        champ.form.requestSubmit();
      },
      (changements) => repond() && changements.some(({ target }) => compteur.contains(target)),
    );
  };

  banc.fiches = async (nombre) => [...cartes()].slice(0, nombre).map((carte) => carte.dataset.slug);

  banc.veiller();
}
