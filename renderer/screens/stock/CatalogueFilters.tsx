import { Choice } from '../../components/Choice.tsx';
import { Field } from '../../components/Field.tsx';
import { SearchBox } from '../../components/SearchBox.tsx';
import { t } from '../../words.ts';
import styles from './CatalogueFilters.module.css';
import type { DataFilter, DaysFilter, Filters } from './catalogue-rows.ts';

/** The filters as they are typed. */
export interface TypedFilters extends Omit<Filters, 'price'> {
  price: string;
}

export const NO_FILTERS: TypedFilters = { search: '', data: 'any', days: 'any', price: '' };

const DATA: readonly DataFilter[] = ['any', 'small', 'medium', 'large', 'huge', 'unlimited'];
const DAYS: readonly DaysFilter[] = ['any', 'week', 'fortnight', 'month', 'longer'];

/** @returns null for what is no amount; a decimal comma is one, too */
function amount(text: string): number | null {
  const number = Number(text.trim().replace(',', '.'));
  return text.trim() === '' || Number.isNaN(number) || number < 0 ? null : number;
}

export function readFilters({ price, ...filters }: TypedFilters): Filters {
  return { ...filters, price: amount(price) };
}

interface CatalogueFiltersProps {
  filters: TypedFilters;
  onChange: (filters: TypedFilters) => void;
  found: number;
}

export function CatalogueFilters({ filters, onChange, found }: CatalogueFiltersProps) {
  const set = (changes: Partial<TypedFilters>) => onChange({ ...filters, ...changes });
  const { search, data, days, price } = filters;
  return (
    <div className={styles.filters}>
      <SearchBox
        label={t('buying.search')}
        hint={t('buying.search.hint')}
        value={search}
        onChange={(value) => set({ search: value })}
      />
      <div className={styles.line}>
        <Choice
          label={t('buying.filter.data')}
          options={DATA.map((id) => ({
            id,
            words: id === 'any' ? t('buying.filter.any') : t(`buying.filter.data.${id}`),
          }))}
          chosen={data}
          onChange={(id) => set({ data: id })}
        />
        <Choice
          label={t('buying.filter.days')}
          options={DAYS.map((id) => ({
            id,
            words: id === 'any' ? t('buying.filter.any') : t(`buying.filter.days.${id}`),
          }))}
          chosen={days}
          onChange={(id) => set({ days: id })}
        />
        <Field
          label={t('buying.filter.price')}
          fault={price.trim() !== '' && amount(price) === null ? t('buying.filter.price.fault') : null}
          value={price}
          onChange={(value) => set({ price: value })}
          inputMode="decimal"
          autoComplete="off"
        />
        <p role="status" className={styles.found}>
          {t('buying.found', { count: found })}
        </p>
      </div>
    </div>
  );
}
