import { z } from 'zod';
import type { Recall } from '../../../utils/packs/recalls.ts';
import { codesIn, dayOf, line } from './fields.ts';

/** What the export gives for one field: a text, a number, or several texts. */
const text = z.union([z.string(), z.number(), z.array(z.string())]).nullish();
const recordsSchema = z.array(
  z.object({
    numero_fiche: z.string(),
    date_publication: text,
    libelle: text,
    marque_produit: text,
    modeles_ou_references: text,
    identification_produits: text,
    gtin: text,
    motif_rappel: text,
    risques_encourus: text,
    conduites_a_tenir_par_le_consommateur: text,
    lien_vers_la_fiche_rappel: z.string(),
  }),
);

/** RappelConso, the French register of recalls (data.economie.gouv.fr, "rappelconso-v2-gtin", JSON export). */
export function fromRappelConso(json: string): Recall[] {
  const data: unknown = JSON.parse(json);
  const records = Array.isArray(data) ? data : (data as { results?: unknown } | null)?.results;
  const recalls = new Map<string, Recall>();
  // One record a GTIN: those of one recall are one entry.
  for (const one of recordsSchema.parse(records)) {
    const gtins = codesIn(`${one.gtin ?? ''} ${one.identification_produits ?? ''}`);
    const known = recalls.get(one.numero_fiche);
    if (known) known.gtins = [...new Set([...known.gtins, ...gtins])].slice(0, 500);
    else
      recalls.set(one.numero_fiche, {
        id: line(one.numero_fiche, 60),
        authority: 'RappelConso',
        date: dayOf(String(one.date_publication ?? '')),
        product: line(one.libelle || one.modeles_ou_references || one.numero_fiche, 300),
        brand: line(one.marque_produit, 200) || null,
        models: String(one.modeles_ou_references ?? '')
          .split(/[,;|\n]/)
          .map((part) => line(part, 80))
          .filter((part) => /\d/.test(part))
          .slice(0, 200),
        gtins,
        batches: null,
        hazard: line([one.motif_rappel, one.risques_encourus].filter(Boolean).join(': '), 2_000),
        measure: line(one.conduites_a_tenir_par_le_consommateur, 1_000) || null,
        url: line(one.lien_vers_la_fiche_rappel, 500),
      });
  }
  return [...recalls.values()];
}
