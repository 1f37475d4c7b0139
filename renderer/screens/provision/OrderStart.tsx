import { Field } from '../../components/Field.tsx';
import { fillOrder, startTime, useOrder } from '../../stores/order.ts';
import { useStock } from '../../stores/stock.ts';
import { t } from '../../words.ts';

export interface Start {
  /** All bundles of the order take one. */
  asked: boolean;
  /** RFC 3339; null for none, undefined for one that cannot be taken. */
  startsAt: string | null | undefined;
}

/** When an order of these bundles starts, as far as it is filled in. */
export function useStart(bundles: readonly string[]): Start {
  const typed = useOrder((state) => state.startsAt);
  const stock = useStock((state) => state.bundles);
  const asked =
    bundles.length > 0 && bundles.every((bundle) => stock?.find(({ name }) => name === bundle)?.startsOnDate);
  return { asked, startsAt: asked ? startTime(typed, Date.now()) : null };
}

export function OrderStart({ start, onEnter }: { start: Start; onEnter: () => void }) {
  const value = useOrder((state) => state.startsAt);
  if (!start.asked) return null;
  return (
    <Field
      label={t('order.start')}
      hint={t('order.start.hint')}
      fault={start.startsAt === undefined ? t('order.start.fault') : null}
      type="datetime-local"
      value={value}
      onChange={(startsAt) => fillOrder({ startsAt })}
      onKeyDown={(event) => {
        if (event.key !== 'Enter') return event.continuePropagation();
        event.preventDefault();
        if (!event.repeat) onEnter();
      }}
    />
  );
}
