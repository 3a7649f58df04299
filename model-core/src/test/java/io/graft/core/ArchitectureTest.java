package io.graft.core;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;

@AnalyzeClasses(packages = "io.graft.core", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    private static final String JOB = "io.graft.core.job..";

    @ArchTest
    static final ArchRule packagesAreFreeOfCycles =
            slices().matching("io.graft.core.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule nothingButTheJobContractKnowsSpring = noClasses()
            .that()
            .resideOutsideOfPackage(JOB)
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.springframework..");

    @ArchTest
    static final ArchRule theJobContractKnowsOnlySpringsHttpAnnotations = noClasses()
            .that()
            .resideInAPackage(JOB)
            .should()
            .dependOnClassesThat(resideInAPackage("org.springframework..")
                    .and(not(resideInAnyPackage(
                            "org.springframework.web.bind.annotation", "org.springframework.web.service.annotation"))));

    @ArchTest
    static final ArchRule noNameHidesWhatAClassIs =
            noClasses().should().haveNameMatching(".*(Impl|Utils?|Helper|Manager|Dto|Mapper)");

    @ArchTest
    static final ArchRule noPackageIsALayer = noClasses()
            .should()
            .resideInAnyPackage("..util..", "..common..", "..dto..", "..impl..", "..service..", "..helper..");

    @ArchTest
    static final ArchRule callersMeetOneException = classes()
            .that()
            .areAssignableTo(Throwable.class)
            .and()
            .arePublic()
            .should()
            .be(GraftException.class);

    @ArchTest
    static final ArchRule timeComesFromAClock = noClasses()
            .should()
            .callMethod(Instant.class, "now")
            .orShould()
            .callMethod(LocalDateTime.class, "now")
            .orShould()
            .callMethod(OffsetDateTime.class, "now")
            .orShould()
            .callMethod(ZonedDateTime.class, "now");
}
