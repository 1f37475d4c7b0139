import { flushSync } from 'react-dom';
import { createRoot } from 'react-dom/client';
import { problemOf } from '../../shared/errors.ts';
import { unwrap } from '../bridge.ts';
import { ProblemNote } from '../components/ProblemNote.tsx';
import { drawn } from './drawn.ts';
import { pagesOf } from './pages.ts';
import { SheetPage } from './SheetPage.tsx';
import './paper.css';

const job = new URLSearchParams(location.search).get('job') ?? '';
const root = createRoot(document.getElementById('root') ?? document.body);

try {
  const sheet = await unwrap(window.station.sheetPage.load({ job }));
  flushSync(() => root.render(pagesOf(sheet).map((facts) => <SheetPage key={facts.page} {...facts} />)));
  await drawn();
  await unwrap(window.station.sheetPage.ready({ job }));
} catch (error) {
  // Without the word that it is drawn nothing gets printed; the sentence is for whoever opens the page.
  root.render(<ProblemNote problem={problemOf(error)} />);
}
