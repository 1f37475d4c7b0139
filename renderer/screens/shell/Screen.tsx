import type { Route } from '../../stores/navigation.ts';
import { EsimScreen } from '../esim/EsimScreen.tsx';
import { BatchScreen } from '../history/BatchScreen.tsx';
import { HistoryScreen } from '../history/HistoryScreen.tsx';
import { ProvisionScreen } from '../provision/ProvisionScreen.tsx';
import { SettingsScreen } from '../settings/SettingsScreen.tsx';
import { SheetScreen } from '../sheets/SheetScreen.tsx';
import { StockScreen } from '../stock/StockScreen.tsx';

export function Screen({ route }: { route: Route }) {
  switch (route.screen) {
    case 'provision':
      return <ProvisionScreen />;
    case 'history':
      return <HistoryScreen />;
    case 'stock':
      return <StockScreen />;
    case 'settings':
      return <SettingsScreen />;
    case 'batch':
      return <BatchScreen id={route.id} />;
    case 'esim':
      return <EsimScreen iccid={route.iccid} />;
    case 'sheet':
      return <SheetScreen batchId={route.batchId} />;
  }
}
