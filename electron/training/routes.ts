/** The routes of v2.4. */
import { postApply } from './apply-route.ts';
import { getAssignments, getAssignmentsOf } from './assignments-route.ts';
import { deleteAssignment, deleteBundle, getBundle, getBundles, getCompatible } from './bundle-routes.ts';
import { getCatalogue, getCatalogueBundle, getGroups, getNetworks, getOrganisation } from './catalogue-routes.ts';
import { getEsim, getEsims, getHistory, getLocation, getRefresh, postSms, putEsim } from './esim-routes.ts';
import { getOrder, getOrders, postOrder } from './order-routes.ts';
import { getInventory, postRefund } from './stock-routes.ts';
import type { Handler } from './world.ts';

/** A segment that begins with a colon is a parameter; the first route that fits is taken. */
const table: [route: string, handle: Handler][] = [
  ['POST /esims/apply', postApply],
  ['GET /esims/assignments', getAssignments],
  ['GET /esims/assignments/:reference', getAssignmentsOf],
  ['GET /esims', getEsims],
  ['PUT /esims', putEsim],
  ['GET /esims/:iccid', getEsim],
  ['GET /esims/:iccid/bundles', getBundles],
  ['GET /esims/:iccid/bundles/:name', getBundle],
  ['DELETE /esims/:iccid/bundles/:name', deleteBundle],
  ['DELETE /esims/:iccid/bundles/:name/assignments/:id', deleteAssignment],
  ['GET /esims/:iccid/compatible/:bundle', getCompatible],
  ['GET /esims/:iccid/history', getHistory],
  ['GET /esims/:iccid/location', getLocation],
  ['GET /esims/:iccid/refresh', getRefresh],
  ['POST /esims/:iccid/sms', postSms],
  ['GET /inventory', getInventory],
  ['POST /inventory/refund', postRefund],
  ['GET /catalogue', getCatalogue],
  ['GET /catalogue/bundle/:name', getCatalogueBundle],
  ['POST /orders', postOrder],
  ['GET /orders', getOrders],
  ['GET /orders/:reference', getOrder],
  ['GET /organisation', getOrganisation],
  ['GET /organisation/groups', getGroups],
  ['GET /networks', getNetworks],
];

const routes = table.map(([route, handle]) => {
  const [method = '', path = ''] = route.split(' ');
  return { method, path: path.slice(1).split('/'), handle };
});

function paramsOf(pattern: string[], segments: string[]): Record<string, string> | null {
  if (pattern.length !== segments.length) return null;
  const params: Record<string, string> = {};
  for (const [index, part] of pattern.entries()) {
    const segment = segments[index] ?? '';
    if (part.startsWith(':')) params[part.slice(1)] = segment;
    else if (part !== segment) return null;
  }
  return params;
}

/** @param segments the decoded parts of the path below the version. */
export function findRoute(
  method: string,
  segments: string[],
): { params: Record<string, string>; handle: Handler } | null {
  for (const route of routes) {
    const params = route.method === method ? paramsOf(route.path, segments) : null;
    if (params) return { params, handle: route.handle };
  }
  return null;
}
