import { PeopleField } from '../../components/PeopleField.tsx';
import { fillOrder, useOrder } from '../../stores/order.ts';
import { t } from '../../words.ts';

/** For whom an order is; Enter says that nothing more is to be filled in. */
export function OrderReference({ hint, onEnter }: { hint: string; onEnter: () => void }) {
  const reference = useOrder((state) => state.reference);
  return (
    <PeopleField
      label={t('order.reference')}
      hint={hint}
      value={reference}
      onChange={(value) => fillOrder({ reference: value })}
      onKeyDown={(event) => {
        if (event.key !== 'Enter') return event.continuePropagation();
        event.preventDefault();
        // A key held down since the choice of the bundle must not run through to the order.
        if (!event.repeat) onEnter();
      }}
      autoComplete="off"
    />
  );
}
