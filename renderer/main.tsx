import { createRoot } from 'react-dom/client';
import { App } from './App.tsx';
import { startSession } from './stores/session.ts';
import './theme.css';

startSession();

const root = document.getElementById('root');
if (root) createRoot(root).render(<App />);
