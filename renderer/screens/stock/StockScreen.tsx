import { Tab, TabList, TabPanel, Tabs } from 'react-aria-components';
import { cx } from '../../components/cx.ts';
import { Page } from '../../components/Page.tsx';
import segments from '../../components/Segments.module.css';
import { t } from '../../words.ts';
import { Catalogue } from './Catalogue.tsx';
import { Inventory } from './Inventory.tsx';
import { Purchases } from './Purchases.tsx';
import styles from './StockScreen.module.css';

const views = [
  { id: 'inventory', View: Inventory },
  { id: 'catalogue', View: Catalogue },
  { id: 'purchases', View: Purchases },
] as const;

/** The stock as the back office sees it: what is there, what can be bought, and what was bought. */
export function StockScreen() {
  return (
    <Tabs className={cx(styles.tabs)}>
      <Page
        title={t('screen.stock')}
        actions={
          <TabList aria-label={t('buying.views')} className={cx(segments.group)}>
            {views.map(({ id }) => (
              <Tab key={id} id={id} className={cx(segments.segment, styles.tab)}>
                {t(`buying.${id}`)}
              </Tab>
            ))}
          </TabList>
        }
      >
        {views.map(({ id, View }) => (
          <TabPanel key={id} id={id} className={cx(styles.panel)}>
            <View />
          </TabPanel>
        ))}
      </Page>
    </Tabs>
  );
}
