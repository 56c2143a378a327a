import { join } from 'node:path'
import { Annotations, App, type AppProps, CfnResource, type Stack, Validations } from 'aws-cdk-lib'
import { bundleAll } from './bundle.ts'
import { assertBuilt, bundlesFolder, NotBuilt, withBase, withEntries, withPages } from './parts/built.ts'
import { BadConsortiumFile, baseJson, entriesJson, readConsortium } from './parts/consortium-file.ts'
import { isKnownToReceive, lackingDoubt, lackingIn, receivingDoubt } from './parts/regions.ts'
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
  const desk = new CoopdeskStack(app, 'Coopdesk', {
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
  // Where the file names no region, the CDK's command line tells the one of the person's own AWS settings.
  warnOfRegion(desk, region ?? process.env.CDK_DEFAULT_REGION, consortium.settings.repliesDomain !== undefined)
  return app
}

/** Warns of what the region is not known to have. A region may have got it since, so nothing is refused. */
function warnOfRegion(desk: Stack, region: string | undefined, receives: boolean): void {
  if (region === undefined) return
  if (receives && !isKnownToReceive(region))
    Annotations.of(desk).addWarningV2('coopdesk:receiving', receivingDoubt(region))
  const all = desk.node.findAll().filter(CfnResource.isCfnResource)
  const types = lackingIn(
    region,
    all.map(({ cfnResourceType }) => cfnResourceType),
  )
  if (types.length > 0) Annotations.of(desk).addWarningV2('coopdesk:resource-types', lackingDoubt(region, types))
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
