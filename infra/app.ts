import { join } from 'node:path'
import { Annotations, App, type AppProps, Validations } from 'aws-cdk-lib'
import { bundleAll } from './bundle.ts'
import { assertBuilt, bundlesFolder, NotBuilt, withBase, withEntries, withPages } from './parts/built.ts'
import { BadConsortiumFile, baseJson, entriesJson, readConsortium } from './parts/consortium-file.ts'
import { isKnownToReceive, receivingDoubt } from './parts/regions.ts'
import { cdkContext, consortiumFile, placeOf, release } from './parts/settings.ts'
import { CoopdeskStack } from './stack.ts'

export interface CoopdeskAppProps extends AppProps {
  /** Folder with the bundle of every function. */
  readonly bundles: string
}

/** The app with its one stack, which `synth()` turns into a template; throws BadConsortiumFile or NotBuilt. */
export function coopdeskApp({ bundles, ...props }: CoopdeskAppProps): App {
  const app = new App({ analyticsReporting: false, ...props, context: { ...cdkContext(), ...props.context } })
  const given = (name: string): unknown => app.node.tryGetContext(name)
  const file = consortiumFile(given('consortium'))
  const consortium = readConsortium(file)
  const { stack, region } = placeOf(consortium.settings.deployment, { stack: given('stack'), region: given('region') })
  const account = process.env.CDK_DEFAULT_ACCOUNT
  assertBuilt(bundles)
  new CoopdeskStack(app, 'Coopdesk', {
    description: `Coopdesk for ${consortium.name}`,
    stackName: stack,
    ...(region !== undefined && { env: { region, ...(account !== undefined && { account }) } }),
    tags: { ...consortium.settings.deployment.tags },
    consortium,
    release: release(),
    bundles,
    directoryBundle: withEntries(bundles, entriesJson(consortium), app.outdir),
    settingsBundle: withBase(bundles, baseJson(file), app.outdir),
    pagesBundle: withPages(bundles, join(bundles, '..', 'web'), app.outdir),
  })
  if (region !== undefined && consortium.settings.repliesDomain !== undefined && !isKnownToReceive(region))
    Annotations.of(app).addWarningV2('coopdesk:receiving', receivingDoubt(region))
  return app
}

/** Makes the synthesis fail if the template breaks a rule of AWS Solutions. The rules are loaded only here, for speed. */
export async function addRules(app: App): Promise<void> {
  const { AwsSolutionsChecks } = await import('cdk-nag')
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app))
}

if (import.meta.main) {
  try {
    await bundleAll()
    const app = coopdeskApp({ bundles: bundlesFolder })
    // The CDK reads the same variable and skips the rules of CloudFormation.
    if (process.env.CDK_VALIDATION !== 'false') await addRules(app)
    app.synth()
  } catch (error) {
    if (!(error instanceof BadConsortiumFile || error instanceof NotBuilt)) throw error
    console.error(error.message)
    process.exitCode = 1
  }
}
