package io.flowledger;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.lang.reflect.Field;

/**
 * The arrows between rooms, as the design draws them: data walks one way, the core knows no engine.
 */
@AnalyzeClasses(packages = "io.flowledger", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    /** Surefire 3.5.3 passes over rules that are fields (TNG/ArchUnit issue 1442). */
    @ArchTest
    static void everyRuleHolds(JavaClasses classes) throws IllegalAccessException {
        for (Field field : ArchitectureTest.class.getDeclaredFields()) {
            if (field.getType() == ArchRule.class) {
                ((ArchRule) field.get(null)).check(classes);
            }
        }
    }

    @ArchTest
    static final ArchRule theCoreImportsNoFlink =
            noClasses()
                    .that()
                    .resideInAnyPackage(
                            "..netflow.wire..",
                            "..netflow.spool..",
                            "..netflow.receiver..",
                            "..netflow.capture..",
                            "..archive.schema..",
                            "..archive.compact..",
                            "..archive.write..",
                            "..archive.read..",
                            "..ledger.audit..",
                            "..ledger.billing..",
                            "..ledger.enrich..",
                            "..ledger.sequence..",
                            "..ledger.loss..",
                            "..ledger.rollup..",
                            "..ledger.estimate..",
                            "..sql.text..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage("org.apache.flink..");

    @ArchTest
    static final ArchRule theWireKnowsNobody =
            noClasses()
                    .that()
                    .resideInAPackage("..netflow.wire..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(
                            "..netflow.spool..",
                            "..netflow.receiver..",
                            "..netflow.capture..",
                            "..netflow.source..",
                            "..netflow.table..");

    @ArchTest
    static final ArchRule theSpoolKnowsNoReceiverAndNoSource =
            noClasses()
                    .that()
                    .resideInAPackage("..netflow.spool..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(
                            "..netflow.receiver..", "..netflow.source..", "..netflow.table..");

    @ArchTest
    static final ArchRule theReceiverKnowsNoSource =
            noClasses()
                    .that()
                    .resideInAnyPackage("..netflow.receiver..", "..netflow.capture..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage("..netflow.source..", "..netflow.table..");

    @ArchTest
    static final ArchRule theSourceKnowsNoTable =
            noClasses()
                    .that()
                    .resideInAPackage("..netflow.source..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage("..netflow.table..", "org.apache.flink.table..");

    @ArchTest
    static final ArchRule theArchiveKnowsOnlyTheWire =
            noClasses()
                    .that()
                    .resideInAPackage("io.flowledger.archive..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(
                            "..netflow.spool..",
                            "..netflow.receiver..",
                            "..netflow.capture..",
                            "..netflow.source..",
                            "..netflow.table..");

    @ArchTest
    static final ArchRule connectorsKnowNoJobs =
            noClasses()
                    .that()
                    .resideInAnyPackage(
                            "io.flowledger.netflow..",
                            "io.flowledger.archive..",
                            "io.flowledger.sql..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(
                            "io.flowledger.jobs..", "io.flowledger.cli..", "io.flowledger.bench..");

    @ArchTest
    static final ArchRule jobsKnowNoCommandLine =
            noClasses()
                    .that()
                    .resideInAPackage("io.flowledger.jobs..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage("io.flowledger.cli..", "picocli..");

    @ArchTest
    static final ArchRule stockParquetOfFlinkStaysOutside =
            noClasses()
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage("org.apache.flink.formats.parquet..");
}
