import { Coins, GraduationCap, ShoppingBasket } from 'lucide-react';
import { useState } from 'react';
import { Form } from 'react-aria-components';
import type { Quote } from '../../../shared/model.ts';
import { unwrap } from '../../bridge.ts';
import { ActionOutcome } from '../../components/ActionOutcome.tsx';
import { NOTHING_DONE, type Outcome, outcomeOf } from '../../components/act-result.ts';
import { money } from '../../components/amounts.ts';
import { Button } from '../../components/Button.tsx';
import { cx } from '../../components/cx.ts';
import { Field } from '../../components/Field.tsx';
import { Note } from '../../components/Note.tsx';
import { ProblemNote } from '../../components/ProblemNote.tsx';
import { useAction } from '../../components/use-action.ts';
import { useFoundOut } from '../../components/use-found-out.ts';
import { useAccount } from '../../stores/account.ts';
import { wholeNumber } from '../../stores/order.ts';
import { t } from '../../words.ts';
import { askActs } from './acts.ts';
import styles from './Buy.module.css';

/** How many, what eSIM Go wants for them, and only then the button that charges. */
export function Buy({ bundle }: { bundle: string }) {
  const [typed, setTyped] = useState('1');
  /** Holds for the quantity it was asked for; a changed quantity needs a new one. */
  const [quote, setQuote] = useState<Quote | null>(null);
  const [outcome, setOutcome] = useState<Outcome>(NOTHING_DONE);
  const shown = useFoundOut(outcome, askActs);
  const { running, problem, run } = useAction();
  const quantity = wholeNumber(typed);

  async function ask(count: number) {
    setOutcome(NOTHING_DONE);
    setQuote(null);
    setQuote(await unwrap(window.station.stock.quote({ bundle, quantity: count })));
  }

  async function buy({ quantity: count, total, currency }: Quote) {
    try {
      const result = await unwrap(window.station.stock.buy({ bundle, quantity: count, total, currency }));
      setOutcome(outcomeOf(result, t('buying.done', { quantity: count })));
    } finally {
      // Nothing can be bought twice by pressing twice: the price has to be asked for again.
      setQuote(null);
    }
  }

  return (
    <div className={styles.buy}>
      <h3 className={styles.title}>{t('buying.title')}</h3>
      <Form
        className={cx(styles.form)}
        onSubmit={(event) => {
          event.preventDefault();
          if (quantity !== null && running === null) void run('ask', () => ask(quantity));
        }}
      >
        <Field
          label={t('buying.quantity')}
          fault={quantity === null ? t('buying.quantity.fault') : null}
          value={typed}
          onChange={(value) => {
            setTyped(value);
            setQuote(null);
          }}
          isDisabled={running === 'buy'}
          inputMode="numeric"
          autoComplete="off"
        />
        <Button type="submit" isDisabled={quantity === null || running === 'buy'} busy={running === 'ask'}>
          {running === 'ask' ? t('buying.asking') : t('buying.ask')}
        </Button>
      </Form>
      <div aria-live="polite" className={styles.quote}>
        {quote && <Offer quote={quote} />}
      </div>
      {quote?.valid && (
        <Button
          kind="primary"
          size="large"
          icon={ShoppingBasket}
          busy={running === 'buy'}
          onPress={() => run('buy', () => buy(quote))}
        >
          {running === 'buy'
            ? t('buying.submitting')
            : t('buying.submit', { quantity: quote.quantity, total: money(quote.total, quote.currency) })}
        </Button>
      )}
      <ActionOutcome {...shown} />
      {problem && <ProblemNote problem={problem} />}
    </div>
  );
}

function Offer({ quote: { total, currency, balance, valid } }: { quote: Quote }) {
  const practising = useAccount((state) => state.status?.mode === 'practice');
  const short = balance !== null && balance < total;
  return (
    <>
      <dl className={styles.sums}>
        <dt>{t('buying.total')}</dt>
        <dd className={styles.total}>{money(total, currency)}</dd>
        <dt>{t('buying.balance')}</dt>
        <dd>{balance === null ? t('buying.balance.unknown') : money(balance, currency)}</dd>
        {balance !== null && !short && (
          <>
            <dt>{t('buying.balance.after')}</dt>
            <dd>{money(balance - total, currency)}</dd>
          </>
        )}
      </dl>
      {short && (
        <Note icon={Coins} kind="warning">
          {t('buying.too-little', { balance: money(balance, currency), total: money(total, currency) })}
        </Note>
      )}
      {!valid && !short && <ProblemNote problem={{ code: 'stock.invalid-order', params: {} }} />}
      {valid && !short && (
        <Note icon={practising ? GraduationCap : Coins}>
          {t(practising ? 'order.spends-nothing' : 'buying.charges')}
        </Note>
      )}
    </>
  );
}
