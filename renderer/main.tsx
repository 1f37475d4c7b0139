import { createRoot } from 'react-dom/client';
import { App } from './App.tsx';
import { listenForScans } from './scanner/listen.ts';
import { scans } from './stores/scans.ts';
import { startSession } from './stores/session.ts';
import './theme.css';

// Before anything can have the focus: a scan that comes while the first screen is still being made is a scan too.
listenForScans(scans);
startSession();

const root = document.getElementById('root');
if (root) createRoot(root).render(<App />);
