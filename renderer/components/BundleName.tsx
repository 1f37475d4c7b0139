import styles from './BundleName.module.css';
import { bundleInWords } from './bundle-words.ts';

interface BundleNameProps {
  /** Null for several bundles. */
  name: string | null;
  /** A word before the name, such as what is done with the bundle. */
  mark?: string | null;
}

/** A bundle in words, with its name as the API spells it beneath. */
export function BundleName({ name, mark = null }: BundleNameProps) {
  const words = bundleInWords(name);
  const spelled = name === words ? null : name;
  return (
    <span className={styles.bundle}>
      <span className={styles.words}>{words}</span>
      {(mark || spelled) && (
        <span className={styles.small}>
          {mark && <span className={styles.mark}>{mark}</span>}
          {spelled && <span className={styles.name}>{spelled}</span>}
        </span>
      )}
    </span>
  );
}
