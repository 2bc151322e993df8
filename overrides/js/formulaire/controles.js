export function controler(saisie, regles) {
  const t = [];
  for (const [c, v] of Object.entries(saisie.entete)) if (v === "" || (Array.isArray(v) && !v.length && c !== "mots_cles")) t.push({ champ: c, code: "valeur-vide", gravite: "faute", message: `Le champ « ${c} » est vide. Écrivez une valeur.` });
  saisie.entete.sources.forEach((s, i) => { for (const [c, v] of Object.entries(s)) if (v === "") t.push({ champ: `sources.${i}.${c}`, code: "valeur-vide", gravite: "faute", message: `Le champ « sources ${i + 1}, ${c} » est vide. Écrivez une valeur.` }); });
  for (const [c, v] of Object.entries(saisie.sections)) if (v && !/\[s\d/.test(v)) t.push({ champ: `section:${c}`, code: "x", gravite: "conseil", message: "Ce paragraphe ne cite aucune source. Ajoutez le renvoi, par exemple [s1], avant le point final." });
  return t;
}
