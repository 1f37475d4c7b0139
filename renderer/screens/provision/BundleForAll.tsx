import { bundleInWords } from '../../components/bundle-words.ts';
import { Choice } from '../../components/Choice.tsx';
import { readAgain } from '../../stores/manifest.ts';
import { useStock } from '../../stores/stock.ts';
import { t } from '../../words.ts';

/** A list that names no bundle gets one for everybody in it. */
export function BundleForAll() {
  const bundles = useStock((state) => state.bundles) ?? [];
  const options = bundles.map(({ name }) => ({ id: name, words: `${bundleInWords(name)} (${name})` }));
  return (
    <Choice
      label={t('manifest.bundle-for-all')}
      options={[{ id: '', words: t('manifest.bundle-for-all.none') }, ...options]}
      chosen=""
      onChange={(bundle) => {
        if (bundle !== '') void readAgain({ bundle });
      }}
    />
  );
}
