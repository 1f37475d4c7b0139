import { useState } from 'react';
import { Tab, TabList, TabPanel, Tabs } from 'react-aria-components';
import { cx } from '../../components/cx.ts';
import { Page } from '../../components/Page.tsx';
import segments from '../../components/Segments.module.css';
import { t } from '../../words.ts';
import { Catalogue } from './Catalogue.tsx';
import { Inventory } from './Inventory.tsx';
import { LostCalls } from './LostCalls.tsx';
import { Purchases } from './Purchases.tsx';
import styles from './StockScreen.module.css';

const views = ['inventory', 'catalogue', 'purchases'] as const;

/** The stock as the back office sees it: what is there, what can be bought, what was bought, and what a person has to decide. */
export function StockScreen() {
  /** What was decided shows in the list of purchases. */
  const [decided, setDecided] = useState(0);
  return (
    <Tabs className={cx(styles.tabs)}>
      <Page
        title={t('screen.stock')}
        actions={
          <TabList aria-label={t('buying.views')} className={cx(segments.group)}>
            {views.map((id) => (
              <Tab key={id} id={id} className={cx(segments.segment, styles.tab)}>
                {t(`buying.${id}`)}
              </Tab>
            ))}
          </TabList>
        }
      >
        <div className={styles.content}>
          <LostCalls onDecided={() => setDecided((count) => count + 1)} />
          <TabPanel id="inventory" className={cx(styles.panel)}>
            <Inventory />
          </TabPanel>
          <TabPanel id="catalogue" className={cx(styles.panel, styles.filling)}>
            <Catalogue />
          </TabPanel>
          <TabPanel id="purchases" className={cx(styles.panel)}>
            <Purchases key={decided} />
          </TabPanel>
        </div>
      </Page>
    </Tabs>
  );
}
