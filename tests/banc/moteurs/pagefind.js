/** Our bare page on Pagefind's interface. */
{
  banc.montre = () => document.documentElement.dataset.montre === "oui";

  banc.interroger = async (q) => {
    const debut = performance.now();
    await window.chercher(q);
    const duree = performance.now() - debut;
    return { duree, complet: duree };
  };

  banc.fiches = async (nombre) => {
    const trouves = window.derniere.results;
    /** @type {string[]} */
    const slugs = [];
    for (let debut = 0; debut < trouves.length && slugs.length < nombre; debut += 10) {
      const donnees = await Promise.all(trouves.slice(debut, debut + 10).map((trouve) => trouve.data()));
      slugs.push(...donnees.map(({ url }) => banc.slug(url)).filter(Boolean));
    }
    return slugs.slice(0, nombre);
  };

  banc.veiller();
}
